"""`python -m tests.browser.pictures`: takes the README's picture of the lobby screen anew."""

import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.browser.conftest import CHROMIUM, QUIET, Room
from tests.running import ROOT, RunningOffice, running_office

PICTURE = ROOT / ".github" / "lobby.png"
# Who takes which number, in order; the first five are called to counters 1 to 5.
MORNING = ("ho-tich", "chung-thuc", "chung-thuc", "dat-dai", "ho-tich")
STILL_WAITING = {"ho-tich": 6, "chung-thuc": 11, "cu-tru": 2, "dat-dai": 4, "tra-ket-qua": 3}


def fill(office: RunningOffice) -> None:
    """Let people take numbers and five counters call."""
    for service in MORNING:
        office.call("tiepnhan1", "POST", "offices/demo/tickets", {"service": service})
    _, queue = office.call("tiepnhan1", "GET", "offices/demo/queue")
    for number, counter in enumerate(queue["counters"][:5], start=1):
        office.call(f"tiepnhan{number}", "POST", f"counters/{counter['id']}/open", {})
        office.call(f"tiepnhan{number}", "POST", f"counters/{counter['id']}/call-next", {})
    for service, people in STILL_WAITING.items():
        for _person in range(people):
            office.call("tiepnhan1", "POST", "offices/demo/tickets", {"service": service})


def main() -> None:
    """Run an office, fill its lobby and keep a picture of it."""
    with (
        tempfile.TemporaryDirectory() as data,
        running_office(Path(data)) as office,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        fill(office)
        lobby = Room(browser, office).page("/lobby/demo/", 1280, 720)
        expect(lobby.locator("[data-part=number]").first).to_have_text("A002")
        lobby.keyboard.press("Shift")  # the touch that lets it speak
        lobby.wait_for_timeout(6000)  # the newest call has stopped flashing
        lobby.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    main()
