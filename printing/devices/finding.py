"""Looks for printers: on this machine's USB and serial lines, and on a piece of the network."""

import ipaddress
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from onestop.directory.refusals import BadInput
from printing.devices.addresses import PORT

# A piece of the network as large as one office has: 254 addresses, asked at once by so many.
LARGEST_PREFIX = 24
AT_ONCE = 64
CONNECT_TIMEOUT = 0.4  # seconds an address may take: a printer on the spot needs a few ms
PRINTER_CLASS = 7  # of USB
SERIAL = ("ttyUSB*", "ttyACM*", "serial/by-id/*")
PARALLEL = ("usb/lp*", "lp*")
DEVICES = Path("/dev")
MOST = 32


@dataclass(frozen=True)
class Found:
    """A printer, or a line that one may hang on: its address, and what is known of it."""

    url: str
    what: str


def network_printers(network: str) -> list[Found]:
    """Return what listens for slips in a private network such as 192.168.1.0/24; takes 2 seconds.

    Nothing is sent. Raises `BadInput` for the field `network`.
    """
    addresses = [str(one) for one in _network(network).hosts()]
    with ThreadPoolExecutor(AT_ONCE) as asking:
        listens = list(asking.map(_listens, addresses))
    return [
        Found(f"escpos+tcp://{address}:{PORT}", _("máy in mạng"))
        for address, heard in zip(addresses, listens, strict=True)
        if heard
    ]


def local_printers() -> list[Found]:
    """Return what hangs on this machine: USB printers, device files of printers, serial lines."""
    return [*_usb(), *_files(), *_serial()][:MOST]


def own_network() -> str:
    """Return the piece of the network that this machine is in, "" where it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # sends nothing: it only chooses a way
        except OSError:
            return ""
        address = probe.getsockname()[0]
    return str(ipaddress.ip_network(f"{address}/{LARGEST_PREFIX}", strict=False))


def _network(text: str) -> ipaddress.IPv4Network:
    try:
        network = ipaddress.IPv4Network(text.strip(), strict=False)
    except ValueError:
        raise BadInput.field("network", _("Viết mạng như 192.168.1.0/24.")) from None
    if network.prefixlen < LARGEST_PREFIX or not network.is_private:
        raise BadInput.field(
            "network", _("Chỉ tìm trong mạng nội bộ, mỗi lần không quá 254 địa chỉ (/24).")
        )
    return network


def _listens(address: str) -> bool:
    try:
        socket.create_connection((address, PORT), CONNECT_TIMEOUT).close()
    except OSError:
        return False
    return True


def _usb() -> Iterator[Found]:
    import usb.core  # noqa: PLC0415 (few look)

    try:
        devices = list(usb.core.find(find_all=True, custom_match=_prints) or ())
    except (ValueError, OSError):  # no libusb, or it may not look
        return
    for device in devices:
        url = f"escpos+usb://{device.idVendor:04x}:{device.idProduct:04x}"
        yield Found(url, _("máy in USB"))


def _prints(device: Any) -> bool:
    if device.bDeviceClass == PRINTER_CLASS:
        return True
    try:
        return any(face.bInterfaceClass == PRINTER_CLASS for config in device for face in config)
    except (OSError, NotImplementedError):
        return False


def _files() -> Iterator[Found]:
    for path in _present(PARALLEL):
        yield Found(f"escpos+file://{path}", _("cổng máy in"))


def _serial() -> Iterator[Found]:
    for path in _present(SERIAL):
        yield Found(f"escpos+serial://{path}", _("cổng nối tiếp"))


def _present(patterns: tuple[str, ...]) -> list[Path]:
    return sorted(path for pattern in patterns for path in DEVICES.glob(pattern))
