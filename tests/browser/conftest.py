"""A real browser (Debian's Chromium) against a running office."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.running import RunningOffice, running_office

CHROMIUM = "/usr/bin/chromium"
# Chromium asks its maker's servers for this and that when it starts; tests have no internet.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# Milliseconds: on a busy machine a page takes its time.
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningOffice]:
    """Return a demo office that serves until the end of the run."""
    with running_office(tmp_path_factory.mktemp("browser")) as running:
        yield running


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """Return what drives browsers: there can be one in a process."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(driver: Playwright) -> Iterator[Browser]:
    """Return one Chromium for all tests."""
    chromium = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
    yield chromium
    chromium.close()


# htmx says these of a request that it gives up for a newer one; one that fails is "htmx:sendError".
GIVEN_UP = re.compile(r"htmx:(afterRequest|sendAbort)\b")


class Watched:
    """A page that fails its test for anything that a browser complains about."""

    def __init__(self, page: Page, own: str) -> None:
        self.complaints: list[str] = []
        page.on("console", lambda message: self._console(message.type, message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._request(request.url, own))

    def _console(self, kind: str, text: str) -> None:
        if kind == "error" and "WebSocket connection" not in text and not GIVEN_UP.match(text):
            self.complaints.append(text)

    def _request(self, url: str, own: str) -> None:
        if not url.startswith((own, own.replace("http", "ws", 1), "data:", "blob:")):
            self.complaints.append(f"asked another host: {url}")


class Room:
    """Opens pages as different people, each with a browser of their own."""

    def __init__(self, browser: Browser, office: RunningOffice) -> None:
        self._browser = browser
        self._office = office
        self._contexts: list[BrowserContext] = []
        self.watched: list[Watched] = []

    def page(self, path: str, width: int = 1366, height: int = 768) -> Page:
        """Open a page in a new browser window of this size."""
        context = self._browser.new_context(viewport={"width": width, "height": height})
        self._contexts.append(context)
        page = context.new_page()
        self.watched.append(Watched(page, self._office.url))
        page.goto(self._office.url + path)
        return page

    def signed_in(self, username: str, path: str = "/") -> Page:
        """Sign in as one of the demo's accounts and open a page."""
        page = self.page("/")
        page.get_by_label("Tên tài khoản").fill(username)
        page.get_by_label("Mật khẩu").fill("demo")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        if path != "/":
            page.goto(self._office.url + path)
        return page

    def close(self) -> None:
        """Close every window."""
        for context in self._contexts:
            context.close()


@pytest.fixture
def room(browser: Browser, office: RunningOffice) -> Iterator[Room]:
    """Return a room of people; afterwards no page may have complained about anything."""
    people = Room(browser, office)
    yield people
    complaints = [complaint for watched in people.watched for complaint in watched.complaints]
    people.close()
    assert complaints == []


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Return a folder for screenshots."""
    return tmp_path
