"""What network printers of the tests have in common: they listen, one connection at a time."""

import socket
import threading
from abc import ABC, abstractmethod


class ListeningPrinter(ABC):
    """Listens on `port` of this machine (0: any) and talks with who comes, until it is off."""

    def __init__(self, port: int = 0) -> None:
        self._closing = threading.Event()
        self._server = self._listen(port)
        self.port = self._server.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """Return the address for `printer_add`."""
        return f"escpos+tcp://127.0.0.1:{self.port}"

    def switch_off(self) -> None:
        """Refuse connections from now on."""
        self._closing.set()
        self._thread.join(5)
        self._server.close()

    @staticmethod
    def _listen(port: int) -> socket.socket:
        server = socket.create_server(("127.0.0.1", port))
        server.settimeout(0.05)
        return server

    def _serve(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _address = self._server.accept()
            except TimeoutError:
                continue
            with connection:
                self._talk(connection)

    @abstractmethod
    def _talk(self, connection: socket.socket) -> None:
        """Take what comes over one connection."""
