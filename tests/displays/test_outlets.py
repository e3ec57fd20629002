"""What reaches a socket is what was put, in order; who does not read is let go."""

import asyncio
from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.tcp import Connection
from websockets.frames import Frame as WireFrame
from websockets.frames import Opcode
from websockets.streams import StreamReader

from displays import outlets
from displays.outlets import DaphneOutlet, Frame, QueueOutlet


def unframed(data: bytes) -> list[str]:
    """Return the texts of websocket frames, as another implementation reads them."""
    reader = StreamReader()
    reader.feed_data(data)
    reader.feed_eof()
    texts = []
    while reader.buffer:
        frame = _run(WireFrame.parse(reader.read_exact, mask=False))
        assert (frame.opcode, frame.fin) == (Opcode.TEXT, True)
        texts.append(bytes(frame.data).decode())
    return texts


def _run(parsing: Generator[None, None, WireFrame]) -> WireFrame:
    try:
        next(parsing)
    except StopIteration as done:
        frame: WireFrame = done.value
        return frame
    raise AssertionError("not a whole frame")


@given(st.integers(0, 70_000))
def test_a_frame_is_what_the_protocol_says(size: int) -> None:
    frame = Frame({"text": "ạ" * size})
    assert unframed(frame.wire) == [frame.text]


@pytest.mark.parametrize("size", [125, 126, 65_535, 65_536])
def test_the_three_forms_of_a_length_meet(size: int) -> None:
    frame = Frame({"": "x" * (size - len('{"":""}'))})
    assert len(frame.text) == size
    assert unframed(frame.wire) == [frame.text]


class FakeSocket:
    """Takes as much of each piece as `appetites` say, then everything."""

    def __init__(self, appetites: list[int | None]) -> None:
        self.appetites = appetites
        self.taken = b""

    def send(self, data: bytes) -> int:
        """Take some bytes; None stands for a full buffer."""
        appetite = self.appetites.pop(0) if self.appetites else len(data)
        if appetite is None:
            raise BlockingIOError
        self.taken += data[:appetite]
        return min(appetite, len(data))


class FakeTransport(Connection):
    """Twisted's transport as far as an outlet knows it."""

    TLS = False

    def __init__(self, taker: FakeSocket) -> None:
        self.taker = self.socket = taker  # type: ignore[assignment]  # stands for a real one
        self.dataBuffer = b""
        self._tempDataBuffer: list[bytes] = []
        self.producerPaused = False

    def write(self, data: bytes) -> None:
        """Keep the data until the reactor comes round."""
        self._tempDataBuffer.append(data)

    def reactor_comes_round(self) -> None:
        """Send what was kept."""
        self.taker.taken += self.dataBuffer + b"".join(self._tempDataBuffer)
        self.dataBuffer, self._tempDataBuffer = b"", []


class FakeProtocol:
    """A websocket of daphne's."""

    STATE_OPEN = 3

    def __init__(self, transport: FakeTransport) -> None:
        self.state = self.STATE_OPEN
        self.transport = transport
        self.closed_with: int | None = None

    def sendClose(self, code: int) -> None:  # noqa: N802 (autobahn's name)
        """Close."""
        self.closed_with = code


def daphne_outlet(appetites: list[int | None]) -> tuple[DaphneOutlet, FakeTransport]:
    """Return an outlet to a socket with these appetites."""
    transport = FakeTransport(FakeSocket(appetites))
    return DaphneOutlet(FakeProtocol(transport)), transport


@given(
    st.lists(st.text(max_size=200), max_size=20),
    st.lists(st.none() | st.integers(0, 300), max_size=20),
    st.lists(st.booleans(), min_size=20, max_size=20),
)
def test_bytes_keep_their_order_whatever_the_socket_takes(
    texts: list[str], appetites: list[int | None], rounds: list[bool]
) -> None:
    outlet, transport = daphne_outlet(appetites)
    frames = [Frame({"text": text}) for text in texts]
    for frame, comes_round in zip(frames, rounds, strict=False):
        assert outlet.put(frame)
        if comes_round:
            transport.reactor_comes_round()
    transport.reactor_comes_round()
    assert unframed(transport.taker.taken) == [frame.text for frame in frames]


def test_nothing_is_sent_on_a_closing_connection() -> None:
    transport = FakeTransport(FakeSocket([]))
    protocol = FakeProtocol(transport)
    outlet = DaphneOutlet(protocol)
    protocol.state = 2
    assert outlet.put(Frame({"type": "heartbeat"}))
    assert transport.taker.taken == b""


def test_who_does_not_read_is_let_go_after_a_bounded_amount(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(outlets, "MOST_BYTES_WAITING", 1000)
    outlet, transport = daphne_outlet([None] * 100)
    transport.dataBuffer = b"full"
    transport.producerPaused = True
    frame = Frame({"text": "x" * 189})  # 202 bytes on the wire, its head included
    results = [outlet.put(frame) for _ in range(6)]
    assert results == [True] * 4 + [False] * 2


def test_who_reads_again_starts_afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlets, "MOST_BYTES_WAITING", 1000)
    outlet, transport = daphne_outlet([None] * 100)
    frame = Frame({"text": "x" * 200})
    for paused in [True, True, True, False] * 5:
        transport.dataBuffer = b"full"
        transport.producerPaused = paused
        assert outlet.put(frame)


async def test_the_queue_sends_in_order_and_closes_last() -> None:
    sent: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    async def send(message: dict[str, Any]) -> None:
        await asyncio.sleep(0)
        await sent.put(message)

    outlet = QueueOutlet(send)
    assert all(outlet.put(Frame({"seq": seq})) for seq in range(3))
    outlet.close(4408)
    got = [await sent.get() for _ in range(4)]
    assert [one.get("text", one.get("code")) for one in got] == [
        '{"seq":0}',
        '{"seq":1}',
        '{"seq":2}',
        4408,
    ]


async def test_a_full_queue_refuses_and_still_closes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlets, "MOST_MESSAGES_WAITING", 2)
    stuck = asyncio.Event()
    closed: asyncio.Queue[int] = asyncio.Queue()

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "websocket.close":
            await closed.put(message["code"])
        else:
            await stuck.wait()

    outlet = QueueOutlet(send)
    outlet.put(Frame({"seq": 0}))
    await asyncio.sleep(0)  # the writer takes it and waits for the client
    assert [outlet.put(Frame({"seq": seq})) for seq in (1, 2, 3)] == [True, True, False]
    outlet.close(4408)
    assert await closed.get() == 4408
    outlet.end()
