"""A lobby screen whose cable is pulled: it says so, and shows everything once it is plugged in."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.conftest import CHROMIUM, QUIET
from tests.browser.test_screens import UNTIL_STALE, Hall, part
from tests.cable import Cable, laid, may_lay
from tests.running import ROOT, RunningOffice, running_office

# Seconds; a whole minute by `ONESTOP_CUT=60`, and longer than a screen waits for a heartbeat.
CUT = float(os.environ.get("ONESTOP_CUT", "14"))
WATCHER = ["tests/faults/watcher.py"]

pytestmark = pytest.mark.skipif(not may_lay(), reason="only root may make network namespaces")


@pytest.fixture
def cable() -> Iterator[Cable]:
    """Return a cable between this machine and a screen."""
    with laid() as one:
        yield one


@pytest.fixture
def office(tmp_path: Path) -> Iterator[RunningOffice]:
    """Return an office that also answers at the cable's end."""
    with running_office(tmp_path, listens="0.0.0.0") as running:  # noqa: S104 (to be reached there)
        yield running


@pytest.fixture
def screen(
    driver: Playwright, cable: Cable, office: RunningOffice, tmp_path: Path
) -> Iterator[Page]:
    """Return the lobby in a browser at the other end of the cable."""
    there = cable.script(tmp_path, CHROMIUM)
    chromium = driver.chromium.launch(executable_path=there, args=QUIET)
    page = chromium.new_page(viewport={"width": 1920, "height": 1080})
    page.goto(f"http://{cable.address}:{office.port}/lobby/demo/")
    yield page
    chromium.close()


def watcher(prefix: list[str], host: str, port: int) -> subprocess.Popen[str]:
    """Start a client that prints what the lobby's feed tells it."""
    address = f"ws://{host}:{port}/ws/offices/demo/lobby"
    command = [*prefix, sys.executable, *WATCHER, address]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def heard(client: subprocess.Popen[str]) -> list[int]:
    """End the client and return the sequences that it was told, in order."""
    client.kill()
    printed, _ = client.communicate()
    return [int(line.split()[0]) for line in printed.splitlines()]


def test_a_screen_with_a_pulled_cable_says_so_and_misses_nothing(
    screen: Page, cable: Cable, office: RunningOffice
) -> None:
    hall = Hall(office)
    behind = watcher(cable.prefix, cable.address, office.port)
    beside = watcher([], "127.0.0.1", office.port)
    for _ in range(4):
        hall.issue()
    first = hall.call(1)
    expect(part(screen, "number")).to_have_text(first, timeout=15_000)
    cable.pull()
    pulled = time.monotonic()
    missed = [hall.call(place) for place in (2, 3)]
    expect(part(screen, "stale")).to_be_visible(timeout=UNTIL_STALE)
    time.sleep(max(0.0, pulled + CUT - time.monotonic()))
    cable.plug()
    expect(part(screen, "stale")).to_be_hidden(timeout=UNTIL_STALE)
    last = hall.call(4)
    expect(part(screen, "number")).to_have_text(last, timeout=30_000)
    for number in (first, *missed):
        expect(part(screen, "rows").get_by_text(number, exact=True)).to_be_visible()
    seq = office.call("tiepnhan1", "GET", "offices/demo/queue")[1]["seq"]
    for told in (heard(behind), heard(beside)):
        assert all(later == earlier + 1 for earlier, later in pairwise(told))
        assert told[-1] == seq
