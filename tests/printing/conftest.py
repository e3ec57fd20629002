"""Fixtures of this room."""

from collections.abc import Iterator
from datetime import datetime, timedelta

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


@pytest.fixture(autouse=True)
def _asked_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let printers be asked how they are more often than once in three seconds."""
    for module in ("selectors", "services.notes"):
        monkeypatch.setattr(f"printing.{module}.ASK_PACE", timedelta(seconds=0.2))


@pytest.fixture
def spool() -> Iterator[Spool]:
    """Run a spool that looks often until the test ends."""
    running = Spool(pace=0.05, watch_pace=0.1)
    running.start()
    yield running
    running.stop(timeout=20)
