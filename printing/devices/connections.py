"""One connection a job: how bytes get to a printer, and how much of them it took."""

import errno
import fcntl
import os
import select
import socket
import struct
import termios
import time
from abc import ABC, abstractmethod
from contextlib import suppress
from typing import Any

from printing.devices.addresses import Address, File, Preview, Serial, Tcp, Usb
from printing.devices.trouble import DeviceError, Trouble

CONNECT_TIMEOUT = 3.0  # seconds
# How long a network printer may take to close its side once it has read all bytes: most do at once.
CLOSE_TIMEOUT = 3.0
WRITE_TIMEOUT = 5.0  # seconds for one piece on USB or a serial line
PACE = 0.01  # seconds between two looks
CHUNK = 4096
DEVICES = "/dev/"


class Connection(ABC):
    """An open printer. `taken` counts the bytes of the slip that it took or may have taken."""

    taken = 0

    @abstractmethod
    def write(self, data: bytes, deadline: float) -> None:
        """Hand over the slip until `deadline` (monotonic); raises `DeviceError`."""

    def ask(self, query: bytes, timeout: float) -> bytes:
        """Send a status query and return its answer, "" if none comes in `timeout` seconds."""
        del query, timeout
        return b""

    def settle(self, deadline: float) -> None:  # noqa: B027 (most devices have nothing to wait for)
        """Wait until the device has all that was written; raises `DeviceError`."""

    def say(self, query: bytes) -> None:  # noqa: B027 (the same)
        """Send a status query without waiting for its answer; raises `DeviceError`."""

    def hear(self, timeout: float) -> bytes:
        """Return what the device says next, "" if nothing comes in `timeout` seconds."""
        time.sleep(timeout)
        return b""

    def finish(self, timeout: float) -> bool:
        """Say that nothing more comes; tell whether the device showed that it had it all.

        Waits at most `timeout` seconds for that. Raises `DeviceError` where it says the contrary.
        """
        del timeout
        return True

    @abstractmethod
    def close(self) -> None:
        """End the connection."""


def connect(address: Address) -> Connection:
    """Open the printer; raises `DeviceError` when it is not there."""
    match address:
        case Tcp():
            return TcpConnection(address)
        case File():
            return FileConnection(address)
        case Usb() | Serial():
            return LibraryConnection(address)
        case Preview():
            return PreviewConnection()


class TcpConnection(Connection):
    """A network printer.

    A socket takes bytes that the printer never sees, so their fate is watched: what the other
    side has not acknowledged is counted, and a reset is noticed before the job is called done.
    """

    def __init__(self, address: Tcp) -> None:
        try:
            self.socket = socket.create_connection((address.host, address.port), CONNECT_TIMEOUT)
        except OSError as error:
            raise DeviceError(Trouble.ABSENT) from error

    def write(self, data: bytes, deadline: float) -> None:
        """Send all bytes."""
        try:
            while self.taken < len(data):
                self.socket.settimeout(_left(deadline))
                self.taken += self.socket.send(data[self.taken :])
        except TimeoutError as error:
            raise DeviceError(Trouble.STALLED) from error
        except OSError as error:
            raise DeviceError(Trouble.BROKEN_OFF) from error

    def ask(self, query: bytes, timeout: float) -> bytes:
        """Ask; a printer that closes instead of answering has broken off."""
        try:
            self._forget_late_answers()
            self.socket.settimeout(timeout)
            self.socket.sendall(query)
            answer = self.socket.recv(1)
        except TimeoutError:
            return b""
        except OSError as error:
            raise DeviceError(Trouble.BROKEN_OFF) from error
        if not answer:
            raise DeviceError(Trouble.BROKEN_OFF)
        return answer

    def settle(self, deadline: float) -> None:
        """Wait until the printer has acknowledged every byte."""
        while self._unacknowledged():
            if time.monotonic() > deadline:
                raise DeviceError(Trouble.STALLED)
            time.sleep(PACE)
        if self.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise DeviceError(Trouble.BROKEN_OFF)

    def say(self, query: bytes) -> None:
        """Send the query."""
        try:
            self.socket.sendall(query)
        except OSError as error:
            raise DeviceError(Trouble.BROKEN_OFF) from error

    def hear(self, timeout: float) -> bytes:
        """Return what came; a printer that closes instead of answering has broken off."""
        try:
            self.socket.settimeout(timeout)
            heard = self.socket.recv(CHUNK)
        except TimeoutError:
            return b""
        except OSError as error:
            raise DeviceError(Trouble.BROKEN_OFF) from error
        if not heard:
            raise DeviceError(Trouble.BROKEN_OFF)
        return heard

    def finish(self, timeout: float) -> bool:
        """Close our side and wait for the printer's: it closes once it has read to the end.

        It resets where it left bytes unread; one that keeps its side open shows nothing.
        """
        deadline = time.monotonic() + timeout
        try:
            self.socket.shutdown(socket.SHUT_WR)
            self.socket.settimeout(_left(deadline))
            while self.socket.recv(CHUNK):
                self.socket.settimeout(_left(deadline))
        except TimeoutError:
            return False
        except OSError as error:
            raise DeviceError(Trouble.BROKEN_OFF) from error
        return True

    def close(self) -> None:
        """Close the socket."""
        self.socket.close()

    def _forget_late_answers(self) -> None:
        """Drop what came after its time: it would pass for the answer to the next query."""
        self.socket.settimeout(0)
        try:
            self.socket.recv(CHUNK)
        except BlockingIOError:
            return

    def _unacknowledged(self) -> int:
        try:
            answer = fcntl.ioctl(self.socket.fileno(), termios.TIOCOUTQ, bytes(4))
        except OSError:  # this system does not tell
            return 0
        return int(struct.unpack("i", answer)[0])


class FileConnection(Connection):
    """A device file or an ordinary one, to which jobs are appended.

    A missing file below /dev is a printer that is not plugged in: it is not made. Writing never
    blocks for ever: a printer without paper takes no bytes.
    """

    def __init__(self, address: File) -> None:
        create = 0 if address.path.startswith(DEVICES) else os.O_CREAT
        flags = os.O_WRONLY | os.O_APPEND | os.O_NONBLOCK | os.O_NOCTTY | create
        try:
            self.handle = os.open(address.path, flags, 0o600)
        except PermissionError as error:
            raise DeviceError(Trouble.NOT_ALLOWED) from error
        except OSError as error:
            raise DeviceError(Trouble.ABSENT) from error
        # Not select(), which cannot watch a file of a high number: a busy server has many.
        self._ready = select.poll()
        self._ready.register(self.handle, select.POLLOUT)

    def write(self, data: bytes, deadline: float) -> None:
        """Write all bytes."""
        while self.taken < len(data):
            if not self._ready.poll(1000 * _left(deadline)):
                raise DeviceError(Trouble.STALLED)
            self.taken += self._write(data[self.taken : self.taken + CHUNK])

    def close(self) -> None:
        """Close the file."""
        os.close(self.handle)

    def _write(self, chunk: bytes) -> int:
        try:
            return os.write(self.handle, chunk)
        except BlockingIOError:
            return 0
        except OSError as error:
            full = error.errno == errno.ENOSPC  # what lp says without paper
            raise DeviceError(Trouble.PAPER_OUT if full else Trouble.BROKEN_OFF) from error


class PreviewConnection(Connection):
    """Keeps nothing: the picture is drawn from the job when somebody looks at it."""

    def write(self, data: bytes, deadline: float) -> None:
        """Take everything."""
        del deadline
        self.taken = len(data)

    def close(self) -> None:
        """Do nothing."""


class LibraryConnection(Connection):
    """A printer on USB or on a serial line, through python-escpos."""

    def __init__(self, address: Usb | Serial) -> None:
        from escpos.exceptions import DeviceNotFoundError  # noqa: PLC0415 (loads slowly; few need it)

        self.printer = _library_printer(address)
        try:
            self.printer.open()
            if isinstance(address, Serial):
                self.printer.device.write_timeout = WRITE_TIMEOUT
        except DeviceNotFoundError as error:
            raise DeviceError(Trouble.ABSENT) from error
        except OSError as error:
            raise DeviceError(Trouble.NOT_ALLOWED) from error
        except ValueError as error:  # usb.core.NoBackendError
            raise DeviceError(Trouble.NO_DRIVER) from error

    def write(self, data: bytes, deadline: float) -> None:
        """Write in pieces; one that fails may have gone out in part."""
        for start in range(0, len(data), CHUNK):
            if time.monotonic() > deadline:
                raise DeviceError(Trouble.STALLED)
            self._write(data[start : start + CHUNK])

    def ask(self, query: bytes, timeout: float) -> bytes:
        """Ask; both kinds of printer wait at most a second of their own for the answer."""
        del timeout
        try:
            self.printer._raw(query)  # noqa: SLF001 (python-escpos's way to ask)
            return bytes(self.printer._read())[:1]  # noqa: SLF001 (the same)
        except OSError:
            return b""

    def say(self, query: bytes) -> None:
        """Send the query; a line that fails is noticed when its answer does not come."""
        with suppress(OSError):
            self.printer._raw(query)  # noqa: SLF001 (python-escpos's way to ask)

    def hear(self, timeout: float) -> bytes:
        """Return what came; both kinds of printer wait at most a second of their own."""
        begun = time.monotonic()
        with suppress(OSError):
            if heard := bytes(self.printer._read()):  # noqa: SLF001 (the same)
                return heard
        time.sleep(max(0.0, timeout - (time.monotonic() - begun)))
        return b""

    def close(self) -> None:
        """Release the device; what was wrong with it has been said by then."""
        with suppress(OSError):
            self.printer.close()

    def _write(self, chunk: bytes) -> None:
        self.taken += len(chunk)
        try:
            self.printer._raw(chunk)  # noqa: SLF001 (the bytes are ready)
        except TimeoutError as error:
            raise DeviceError(Trouble.STALLED) from error
        except OSError as error:  # usb.core.USBError and serial.SerialException are
            raise DeviceError(Trouble.BROKEN_OFF) from error


def _library_printer(address: Usb | Serial) -> Any:
    from escpos import printer  # noqa: PLC0415 (loads slowly; few need it)

    if isinstance(address, Serial):
        return printer.Serial(devfile=address.device, baudrate=address.baud_rate, timeout=1)
    return printer.Usb(
        idVendor=address.vendor,
        idProduct=address.product,
        timeout=round(WRITE_TIMEOUT * 1000),
        in_ep=address.endpoint_in,
        out_ep=address.endpoint_out,
    )


def _left(deadline: float) -> float:
    """Return the seconds until the deadline; never 0, which would mean "do not wait at all"."""
    return max(0.001, deadline - time.monotonic())
