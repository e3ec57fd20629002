"""Connections that keep to the limits: daphne's own, with a guard in front of each request."""

import json
import time
from collections import Counter
from typing import Any

from daphne.http_protocol import HTTPFactory, WebRequest
from daphne.server import Server
from twisted.internet import reactor as twisted_reactor
from twisted.web.http import HTTPChannel

from onestop.operations import limits
from onestop.operations.limits import Refused

# Twisted's annotations do not describe its interfaces to a checker without a plugin.
reactor: Any = twisted_reactor
Channel: Any = HTTPChannel


class GuardedRequest(WebRequest):
    """A request whose body is refused as soon as it is seen to be too large."""

    error_template = '<!doctype html><html lang="en"><title>%(title)s</title><p>%(body)s</p></html>'

    def gotLength(self, length: int | None) -> None:  # noqa: N802 (Twisted's name)
        """Refuse a body by its announced length."""
        self._received = 0
        self._largest = self.channel.largest_body()
        if length is not None and length > self._largest:
            self.channel.refuse(limits.TOO_LARGE)
            length = 0
        super().gotLength(length)

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802 (Twisted's name)
        """Keep a part of the body unless it is one too many, or the disk is full."""
        if self.channel.is_refused:
            return
        self._received += len(data)
        if self._received > self._largest:
            self.channel.refuse(limits.TOO_LARGE)
            return
        try:
            super().handleContentChunk(data)
        except OSError:
            self.channel.refuse(limits.NO_ROOM)


class GuardedChannel(Channel):
    """A connection: counts headers, watches the time, and answers what it will not take."""

    requestFactory = GuardedRequest  # noqa: N815 (Twisted's name)
    maxHeaders = limits.MOST_HEADERS  # noqa: N815
    # Checked here first, with an answer; Twisted's own come behind it.
    totalHeadersSize = MAX_LENGTH = 2 * limits.LARGEST_HEADERS  # noqa: N815

    is_refused = False
    _began = False  # a request has begun to come and is not whole
    _in_body = False
    _header_bytes = 0
    _header_lines = 0
    _heard_after = 0
    _clock: Any = None
    _unfinished: "Counter[str] | None" = None
    _peer = ""

    def watched_by(self, unfinished: "Counter[str]", peer: str) -> None:
        """Count this connection among those of its address until its first request is whole."""
        self._unfinished, self._peer = unfinished, peer
        unfinished[peer] += 1

    def connectionMade(self) -> None:  # noqa: N802
        """Begin, unless the address has too many connections that send nothing whole."""
        super().connectionMade()
        if self._unfinished is not None and self._unfinished[self._peer] > limits.MOST_UNFINISHED:
            self.transport.abortConnection()

    def connectionLost(self, reason: Any) -> None:  # noqa: N802
        """Forget the connection."""
        self._stop_clock()
        self._count_off()
        super().connectionLost(reason)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802
        """Read on; after a refusal only so that the client can read the answer."""
        if self.is_refused:
            self._heard_after += len(data)
            if self._heard_after > limits.LISTEN_ON_TO:
                self.transport.abortConnection()
            return
        self._began = self._began or not self._handlingRequest
        super().dataReceived(data)
        if self._began and self._clock is None and not self.is_refused:
            self._clock = reactor.callLater(self._may_take(), self._too_slow)

    def lineReceived(self, line: bytes) -> None:  # noqa: N802
        """Take a line of the headers unless they have grown too large."""
        if self.is_refused:
            return
        self._began = True
        self._header_bytes += len(line) + 2
        self._header_lines += 1
        large = self._header_bytes > limits.LARGEST_HEADERS
        if large or self._header_lines > limits.MOST_HEADERS + 1:
            self.refuse(limits.HEADERS_TOO_LARGE)
            return
        super().lineReceived(line)

    def lineLengthExceeded(self, _line: bytes) -> None:  # noqa: N802
        """Refuse a line that has no end."""
        self.refuse(limits.HEADERS_TOO_LARGE)

    def allHeadersReceived(self) -> None:  # noqa: N802
        """Wait for the body from now on, as long as its length allows."""
        self._header_bytes = self._header_lines = 0
        self._in_body = True
        self._stop_clock()
        super().allHeadersReceived()

    def allContentReceived(self) -> None:  # noqa: N802
        """Hand the whole request on, unless it was refused."""
        if self.is_refused:
            return
        self._began = self._in_body = False
        self._stop_clock()
        self._count_off()
        super().allContentReceived()

    def rawDataReceived(self, data: bytes) -> None:  # noqa: N802
        """Take a part of the body; of a refused one nothing."""
        if not self.is_refused:
            super().rawDataReceived(data)

    def _send100Continue(self) -> None:  # noqa: N802
        """Ask for the body only if it will be taken."""
        if not self.is_refused:
            super()._send100Continue()

    def largest_body(self) -> int:
        """Return how large the body of the request that is coming may be."""
        return limits.largest_body(self._command, self._path)

    def refuse(self, why: Refused) -> None:
        """Answer, then hang up once the client has had time to read."""
        if self.is_refused:
            return
        self.is_refused = True
        self.setTimeout(None)
        self._stop_clock()
        self.transport.write(_answer(why))
        self.transport.loseWriteConnection()
        self._clock = reactor.callLater(limits.LISTEN_ON_FOR, self._hang_up)

    def _hang_up(self) -> None:
        self._clock = None
        self.transport.abortConnection()

    def _may_take(self) -> float:
        """Return in how many seconds headers, or body, must be whole."""
        if self._in_body:
            return limits.body_within(self.length, self.largest_body())
        return limits.HEADERS_WITHIN

    def _too_slow(self) -> None:
        self._clock = None
        self.refuse(limits.TOO_SLOW)

    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None

    def _count_off(self) -> None:
        """Count the connection no longer among the unfinished ones of its address."""
        if self._unfinished is None:
            return
        self._unfinished[self._peer] -= 1
        if self._unfinished[self._peer] <= 0:
            del self._unfinished[self._peer]
        self._unfinished = None


class GuardedFactory(HTTPFactory):
    """Makes guarded connections."""

    def __init__(self, server: Server) -> None:
        super().__init__(server)
        self.timeOut = limits.IDLE_FOR
        self._unfinished: Counter[str] = Counter()

    def buildProtocol(self, addr: Any) -> GuardedChannel:  # noqa: N802
        """Return a connection that begins now."""
        channel = GuardedChannel()
        channel.factory = self
        channel.callLater = reactor.callLater
        channel.timeOut = self.timeOut
        channel.watched_by(self._unfinished, str(getattr(addr, "host", "")))
        return channel


class GuardedServer(Server):
    """Daphne's server with guarded connections."""

    @property
    def http_factory(self) -> GuardedFactory:
        """Return what makes the connections."""
        return self._guarded

    @http_factory.setter
    def http_factory(self, daphnes: HTTPFactory) -> None:
        """Put our factory where `run` puts daphne's: it takes none as an argument."""
        self._guarded = GuardedFactory(daphnes.server)

    def listen_success(self, port: Any) -> None:
        """Take few new connections at a time, also when very many wait.

        Twisted takes ever more of them in one go while there are more; who calls waits meanwhile.
        """
        super().listen_success(port)
        accept = port.doRead

        def accept_few() -> None:
            port.numberAccepts = min(port.numberAccepts, limits.ACCEPTED_AT_ONCE)
            accept()

        port.doRead = accept_few


def _answer(why: Refused) -> bytes:
    """Return the whole answer as problem+json."""
    problem = {
        "type": f"urn:onestop:problem:{why.slug}",
        "title": why.title,
        "status": int(why.status),
        "detail": why.detail,
    }
    body = json.dumps(problem, ensure_ascii=False).encode()
    head = (
        f"HTTP/1.1 {int(why.status)} {why.status.phrase}\r\n"
        f"Date: {time.strftime('%a, %d %b %Y %H:%M:%S GMT', time.gmtime())}\r\n"
        "Content-Type: application/problem+json\r\n"
        "X-Content-Type-Options: nosniff\r\n"
        "Content-Language: vi\r\n"
        f"Content-Length: {len(body)}\r\n"
        "Connection: close\r\n\r\n"
    )
    return head.encode() + body
