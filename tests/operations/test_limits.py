"""What the server does with a client that sends too much or too slowly: raw sockets, no mercy."""

import json
import socket
import time
import urllib.request
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.running import RunningOffice

TICKETS = "POST /api/v1/offices/demo/tickets HTTP/1.1\r\nHost: 127.0.0.1\r\n"
MEGABYTE = 1024 * 1024


@pytest.fixture
def office(behind_proxy: RunningOffice) -> RunningOffice:
    """Return a running office; the limits are the same everywhere."""
    return behind_proxy


def line_to(office: RunningOffice) -> socket.socket:
    """Return a connection to the office."""
    return socket.create_connection(("127.0.0.1", office.port), timeout=30)


def heard(line: socket.socket) -> tuple[int, str]:
    """Return status and body of the answer, read until the server has hung up."""
    answer = b""
    while part := line.recv(65536):
        answer += part
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), body.decode()


def memory_of(office: RunningOffice) -> int:
    """Return the bytes of memory that the server holds."""
    assert office.process is not None
    pages = Path(f"/proc/{office.process.pid}/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4096


def is_well(office: RunningOffice) -> bool:
    """Tell whether an ordinary request is answered, and soon."""
    began = time.monotonic()
    with urllib.request.urlopen(f"{office.url}/healthz", timeout=20) as answer:  # noqa: S310
        return answer.status == 200 and time.monotonic() - began < 5


def megabytes_taken(line: socket.socket) -> int:
    """Send chunks until the server hangs up and return how many megabytes it let come."""
    chunk = b"100000\r\n" + b"x" * MEGABYTE + b"\r\n"
    for sent in range(200):
        try:
            line.sendall(chunk)
        except OSError:
            return sent
    return 200


def test_a_gigabyte_is_refused_when_it_is_announced(office: RunningOffice) -> None:
    with closing(line_to(office)) as line:
        line.sendall(f"{TICKETS}Content-Length: {1024**3}\r\n\r\n".encode())
        status, body = heard(line)
    assert status == 413
    assert json.loads(body)["type"] == "urn:onestop:problem:too-large"


def test_twenty_megabytes_of_json_are_heard_out_and_refused(office: RunningOffice) -> None:
    before = memory_of(office)
    with closing(line_to(office)) as line:
        line.sendall(f"{TICKETS}Content-Length: {20 * MEGABYTE}\r\n\r\n".encode())
        line.sendall(b"x" * 20 * MEGABYTE)
        assert heard(line)[0] == 413
    assert memory_of(office) - before < 10 * MEGABYTE


def test_chunks_without_an_end_are_cut_off(office: RunningOffice) -> None:
    before = memory_of(office)
    with closing(line_to(office)) as line:
        line.sendall(f"{TICKETS}Transfer-Encoding: chunked\r\n\r\n".encode())
        assert megabytes_taken(line) < 100
    assert memory_of(office) - before < 10 * MEGABYTE
    assert is_well(office)


def test_no_body_is_asked_for_that_would_be_refused(office: RunningOffice) -> None:
    with closing(line_to(office)) as line:
        line.sendall(f"{TICKETS}Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n".encode())
        assert heard(line)[0] == 413


@pytest.mark.parametrize(
    "headers",
    [
        "X-Many: 1\r\n" * 10_000,
        f"X-Long: {'x' * MEGABYTE}\r\n",
        f"Cookie: {'x' * 60_000}\r\n",
        f"X-Folded: 1\r\n{' more' * 100}\r\n" * 200,
    ],
)
def test_headers_that_never_end_are_431(office: RunningOffice, headers: str) -> None:
    with closing(line_to(office)) as line:
        line.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}\r\n".encode())
        assert heard(line)[0] == 431
    assert is_well(office)


@pytest.mark.parametrize(
    "start",
    [
        "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n",
        "no request at all\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nBad header\r\n\r\n",
    ],
)
def test_what_is_no_http_is_400(office: RunningOffice, start: str) -> None:
    with closing(line_to(office)) as line:
        line.sendall(start.encode())
        assert heard(line)[0] == 400


def test_two_hundred_slow_clients_hold_nobody_up_and_are_let_go(office: RunningOffice) -> None:
    with ExitStack() as lines:
        slow = [lines.enter_context(closing(line_to(office))) for _ in range(200)]
        for number, line in enumerate(slow):
            line.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n" if number % 2 else b"G")
        assert is_well(office)
        assert heard(slow[0])[0] == 408
        assert heard(slow[-1])[0] == 408


def test_a_keep_alive_connection_serves_many_and_none_of_it_is_counted_twice(
    office: RunningOffice,
) -> None:
    with closing(line_to(office)) as line:
        for _ in range(300):
            line.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert line.recv(4096).startswith(b"HTTP/1.1 200")
