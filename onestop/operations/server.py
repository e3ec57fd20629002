"""The server of one process: daphne with every page, API call and websocket."""

import resource
from collections.abc import Callable

from onestop.operations.connections import GuardedServer

# Connections that may wait to be accepted: an office's screens all come back at once after an
# outage, and Twisted's own 50 would turn them away.
BACKLOG = 2048
MOST_FILES = 65_536  # open files and connections, as far as the system lets us
LONGEST_WEBSOCKET_MESSAGE = 64 * 1024  # bytes; screens send far less


class PortTakenError(Exception):
    """The address cannot be listened on."""


class OfficeServer:
    """Daphne on one address; `run` blocks until SIGTERM or SIGINT."""

    def __init__(self, host: str, port: int) -> None:
        from onestop.asgi import application  # noqa: PLC0415 (reads STATIC_ROOT: made first)

        interface = host.strip("[]").replace(":", r"\:")
        self._ready = False
        self._announce: Callable[[int], None] = _nothing
        self._server = GuardedServer(
            application=application,
            endpoints=[f"tcp:port={port}:backlog={BACKLOG}:interface={interface}"],
            # Websockets live for as long as the screen does: daphne would end them after a day.
            websocket_timeout=-1,
            websocket_max_message_size=LONGEST_WEBSOCKET_MESSAGE,
            websocket_max_frame_size=LONGEST_WEBSOCKET_MESSAGE,
            application_close_timeout=2,
            ready_callable=self._now_ready,
            verbosity=0,
            server_name="onestop",
        )

    def run(self, announce: Callable[[int], None]) -> None:
        """Serve; `announce` is told the port once connections are taken.

        Raises `PortTakenError` if the address cannot be listened on.
        """
        self._announce = announce
        _files_allow()
        self._server.run()
        if not self._ready:
            raise PortTakenError

    def _now_ready(self) -> None:
        self._ready = True
        _host, port = self._server.listening_addresses[0][:2]
        self._announce(port)


def _files_allow() -> None:
    """Let this process hold as many connections as the system allows: often it begins with 1,024.

    A thousand screens and some slow clients beside them need more.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(MOST_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _nothing(_port: int) -> None:
    """Stand in until `run` is told whom to announce to."""
