"""Bytes to a device, and the honest answer what became of them."""

import os
import time
from pathlib import Path

import pytest

from printing.devices import Habits, Outcome, Trouble, deliver, printer_address, probe
from printing.devices.status import Status
from tests.printing.fake_printer import (
    COVER_OPEN,
    NO_PAPER,
    PAPER_LOW,
    THROUGH,
    THROUGH_LOW,
    WELL,
    FakePrinter,
)
from tests.servers import free_port

SLIP = bytes(range(256)) * 100  # 25,600 bytes
QUIET = Habits(ask=False)


def test_slip_arrives_whole(paper: FakePrinter) -> None:
    delivery = deliver(printer_address(paper.url), SLIP)
    assert delivery.outcome is Outcome.SENT
    assert not delivery.answers
    assert paper.jobs == [SLIP]


def test_each_slip_has_a_connection_of_its_own(paper: FakePrinter) -> None:
    for _ in range(3):
        deliver(printer_address(paper.url), SLIP, QUIET)
    assert paper.connections == 3
    assert paper.jobs == [SLIP] * 3


def test_printer_that_answers_is_known_to_be_well(paper: FakePrinter) -> None:
    paper.status = WELL
    delivery = deliver(printer_address(paper.url), SLIP)
    assert (delivery.outcome, delivery.trouble, delivery.answers) == (Outcome.SENT, None, True)


def test_absent_printer_has_got_nothing() -> None:
    delivery = deliver(printer_address(f"escpos+tcp://127.0.0.1:{free_port()}"), SLIP)
    assert (delivery.outcome, delivery.trouble) == (Outcome.NOT_SENT, Trouble.ABSENT)


@pytest.mark.parametrize(
    ("status", "trouble"), [(NO_PAPER, Trouble.PAPER_OUT), (COVER_OPEN, Trouble.COVER_OPEN)]
)
def test_printer_that_cannot_print_gets_nothing(
    paper: FakePrinter, status: dict[int, int], trouble: Trouble
) -> None:
    paper.status = status
    delivery = deliver(printer_address(paper.url), SLIP)
    assert (delivery.outcome, delivery.trouble) == (Outcome.NOT_SENT, trouble)
    assert paper.jobs == []


@pytest.mark.parametrize("after", [1, 4096, 20000])
def test_reset_in_the_middle_is_unknown(paper: FakePrinter, after: int) -> None:
    paper.break_after = [after]
    delivery = deliver(printer_address(paper.url), SLIP, QUIET)
    assert (delivery.outcome, delivery.trouble) == (Outcome.UNKNOWN, Trouble.BROKEN_OFF)


def test_printer_that_takes_no_bytes_does_not_hold_us_for_ever(
    paper: FakePrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("printing.devices.delivery.SEND_TIMEOUT", 0.3)
    paper.hang = True
    begun = time.monotonic()
    delivery = deliver(printer_address(paper.url), bytes(20_000_000), QUIET)
    assert (delivery.outcome, delivery.trouble) == (Outcome.UNKNOWN, Trouble.STALLED)
    assert time.monotonic() - begun < 5


def test_probe_prints_nothing(paper: FakePrinter) -> None:
    assert probe(printer_address(paper.url)) == Status()
    paper.status = NO_PAPER
    assert probe(printer_address(paper.url)).trouble is Trouble.PAPER_OUT
    assert paper.jobs == []


def test_probe_of_an_absent_printer_says_so() -> None:
    address = printer_address(f"escpos+tcp://127.0.0.1:{free_port()}")
    assert probe(address).trouble is Trouble.ABSENT


def test_file_keeps_slips_one_after_the_other(tmp_path: Path) -> None:
    address = printer_address(f"escpos+file://{tmp_path}/slips.bin")
    for _ in range(2):
        assert deliver(address, SLIP).outcome is Outcome.SENT
    assert (tmp_path / "slips.bin").read_bytes() == SLIP * 2


def test_missing_device_file_is_not_made() -> None:
    delivery = deliver(printer_address("escpos+file:///dev/no-such-printer"), SLIP)
    assert (delivery.outcome, delivery.trouble) == (Outcome.NOT_SENT, Trouble.ABSENT)
    assert not Path("/dev/no-such-printer").exists()


def test_device_that_takes_no_more_is_unknown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("printing.devices.delivery.SEND_TIMEOUT", 0.3)
    os.mkfifo(tmp_path / "lp0")
    reader = os.open(tmp_path / "lp0", os.O_RDONLY | os.O_NONBLOCK)
    try:
        delivery = deliver(printer_address(f"escpos+file://{tmp_path}/lp0"), bytes(200_000))
    finally:
        os.close(reader)
    assert (delivery.outcome, delivery.trouble) == (Outcome.UNKNOWN, Trouble.STALLED)


def test_serial_line_carries_the_slip() -> None:
    ours, theirs = os.openpty()
    try:
        address = printer_address(f"escpos+serial://{os.ttyname(theirs)}?baudrate=115200")
        slip = b"\x1b@" + b"So thu tu A001 " * 20
        assert deliver(address, slip).outcome is Outcome.SENT
        heard = b""
        while len(heard) < len(slip):
            heard += os.read(ours, 4096).replace(b"\x10\x04\x04", b"")
    finally:
        os.close(ours)
        os.close(theirs)
    assert slip in heard


def test_missing_serial_line_is_an_absent_printer() -> None:
    delivery = deliver(printer_address("escpos+serial:///dev/ttyNONE0"), SLIP)
    assert (delivery.outcome, delivery.trouble) == (Outcome.NOT_SENT, Trouble.ABSENT)


def test_missing_usb_printer_has_got_nothing() -> None:
    delivery = deliver(printer_address("escpos+usb://ffff:fffe"), SLIP)
    assert delivery.outcome is Outcome.NOT_SENT
    assert delivery.trouble in {Trouble.ABSENT, Trouble.NO_DRIVER}


def test_preview_keeps_nothing() -> None:
    assert deliver(printer_address("preview:"), SLIP).outcome is Outcome.SENT


def test_printer_that_says_so_has_printed_it(paper: FakePrinter) -> None:
    paper.status, paper.through = WELL, THROUGH
    delivery = deliver(printer_address(paper.url), SLIP)
    assert (delivery.outcome, delivery.confirmed) == (Outcome.SENT, True)
    assert paper.jobs == [SLIP]


def test_printer_that_said_so_before_and_does_not_now_is_unknown(
    paper: FakePrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("printing.devices.delivery.END_TIMEOUT", 0.2)
    paper.status = WELL
    delivery = deliver(printer_address(paper.url), SLIP, Habits(confirms=True))
    assert (delivery.outcome, delivery.trouble) == (Outcome.UNKNOWN, Trouble.SILENT)


def test_printer_that_gives_no_sign_at_all_is_unknown_unless_that_is_its_way(
    paper: FakePrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("printing.devices.delivery.CLOSE_TIMEOUT", 0.2)
    paper.keep_open = True
    delivery = deliver(printer_address(paper.url), SLIP)
    assert (delivery.outcome, delivery.trouble) == (Outcome.UNKNOWN, Trouble.SILENT)


def test_silent_printer_is_believed(paper: FakePrinter) -> None:
    paper.keep_open = True
    begun = time.monotonic()
    assert deliver(printer_address(paper.url), SLIP, Habits(silent=True)).outcome is Outcome.SENT
    assert time.monotonic() - begun < 1


def test_hanging_printer_that_answers_nothing_has_not_printed(
    paper: FakePrinter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its side of the network takes a whole slip while it reads nothing of it."""
    monkeypatch.setattr("printing.devices.delivery.CLOSE_TIMEOUT", 0.2)
    paper.hang = True
    assert deliver(printer_address(paper.url), SLIP).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(("status", "through"), [(PAPER_LOW, THROUGH), (WELL, THROUGH_LOW)])
def test_little_paper_is_heard_of(paper: FakePrinter, status: dict[int, int], through: int) -> None:
    paper.status, paper.through = status, through
    delivery = deliver(printer_address(paper.url), SLIP)
    assert (delivery.outcome, delivery.low) == (Outcome.SENT, True)
