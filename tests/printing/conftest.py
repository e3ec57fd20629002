"""Fixtures of this room."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from printing.models import Printer
from printing.services import printer_add
from printing.spool import Spool
from tests.cast import Cast
from tests.printing.fake_printer import FakePrinter


@pytest.fixture
def paper() -> Iterator[FakePrinter]:
    """Run a printer of the tests' own on a TCP port until the test ends."""
    with FakePrinter() as printer:
        yield printer


@pytest.fixture
def preview(cast: Cast, monday_morning: datetime) -> Printer:
    """Return a preview printer that was given everything."""
    return printer_add(
        office=cast.office,
        name="Xem trước",
        url="preview:",
        roles=["ticket", "slip", "letter"],
        now=monday_morning,
    )


@pytest.fixture
def spool() -> Iterator[Spool]:
    """Run a spool that looks often until the test ends."""
    running = Spool(pace=0.05, probe_pace=0.2)
    running.start()
    yield running
    running.stop(timeout=20)
