"""A screen's socket lives for as long as the screen: the server's own limit of a day is off."""

import pytest
from daphne.server import Server
from daphne.ws_protocol import WebSocketProtocol
from django.conf import settings

from onestop.operations.server import OfficeServer

TWO_DAYS = 2 * 86_400.0  # seconds


class OldLine(WebSocketProtocol):  # type: ignore[misc]  # daphne has no types
    """A socket that has been open for two days."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.state = self.STATE_CLOSING  # nothing is sent: only its age is looked at
        self.was_closed = False

    def duration(self) -> float:
        """Return its age in seconds."""
        return TWO_DAYS

    def serverClose(self) -> None:  # noqa: N802 (daphne's name)
        """Note that the server ends it."""
        self.was_closed = True


@pytest.fixture
def static() -> None:
    """Make the folder that `serve` makes before it serves."""
    settings.STATIC_ROOT.mkdir(exist_ok=True)


def closes(server: Server) -> bool:
    """Tell whether the server ends the socket when it looks at its age."""
    line = OldLine(server)
    line.check_timeouts()
    return line.was_closed


@pytest.mark.usefixtures("static")
def test_an_office_does_not_end_a_socket_after_a_day() -> None:
    office = OfficeServer("127.0.0.1", 0)
    assert not closes(office._server)  # noqa: SLF001 (daphne's server is inside)


def test_the_server_alone_would_end_it() -> None:
    assert closes(Server(application=None, endpoints=["tcp:port=0"]))
