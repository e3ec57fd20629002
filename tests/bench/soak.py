"""What the screens' pages hold in a browser after very many calls, beside what they held before."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.bench.client import Call
from tests.bench.measuring import CLIENTS, ensure_all, fill, run
from tests.bench.places import Place, office_alone
from tests.browser.conftest import CHROMIUM, QUIET

HEAD = (
    "| page, after N calls | heap before, KB | after | ratio | nodes before | after | ratio |\n"
    "|---|--:|--:|--:|--:|--:|--:|"
)
COUNTERS = 6
WARM = 300  # calls before it is measured for the first time: caches and lists are full by then
AT_ONCE = 600  # tickets that wait at a time
# Chromium keeps numbers as text in a cache that grows once, some thousand calls on, to its full
# 64 KB: it is made to grow before anything is measured.
FILL_CACHE = "for (let number = 0; number < 100000; number += 1) String(number)"
SETTLED = 3000  # ms until a page has drawn what came last


@dataclass
class Held:
    """What a page holds: its JavaScript heap in bytes, and nodes of its document."""

    heap: float
    nodes: float


class Watched:
    """A page and the way to measure it."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._page: Page = browser.new_page()
        self._page.goto(url)
        self._page.evaluate(FILL_CACHE)
        self._tools: CDPSession = self._page.context.new_cdp_session(self._page)
        self._tools.send("Performance.enable")

    def held(self) -> Held:
        """Return what is held once the garbage is gone."""
        self._page.wait_for_timeout(SETTLED)
        for _ in range(3):
            self._tools.send("HeapProfiler.collectGarbage")
        metrics = self._tools.send("Performance.getMetrics")["metrics"]
        by_name = {one["name"]: float(one["value"]) for one in metrics}
        return Held(by_name["JSHeapUsedSize"], by_name["Nodes"])


@dataclass
class Grown:
    """What a page held before and after."""

    name: str
    before: Held
    after: Held

    @property
    def heap(self) -> float:
        """Return by how much the heap has grown; 1 is not at all."""
        return self.after.heap / self.before.heap

    @property
    def nodes(self) -> float:
        """Return by how much the document has grown."""
        return self.after.nodes / self.before.nodes

    def row(self, calls: int) -> str:
        """Return a line of the table."""
        heaps = f"{self.before.heap / 1024:.0f} | {self.after.heap / 1024:.0f} | {self.heap:.2f}"
        nodes = f"{self.before.nodes:.0f} | {self.after.nodes:.0f} | {self.nodes:.2f}"
        return f"| {self.name}, {calls} | {heaps} | {nodes} |"


def rows(calls: int) -> Iterator[str]:
    """Yield a row for each page."""
    with ExitStack() as stack:
        data = stack.enter_context(TemporaryDirectory())
        place = stack.enter_context(office_alone(Path(data), "", COUNTERS))
        chromium = stack.enter_context(sync_playwright()).chromium
        browser = chromium.launch(executable_path=CHROMIUM, args=QUIET)
        stack.callback(browser.close)
        for one in soaked(place, browser, calls):
            yield one.row(calls)


def soaked(place: Place, browser: Browser, calls: int, *, warm: int = WARM) -> list[Grown]:
    """Let so many calls happen while lobby and counter screen are open, after some to warm up."""
    paths = {"lobby": "/lobby/demo/", "counter screen": f"/counter-screen/{place.counters[0]}/"}
    pages = {name: Watched(browser, f"{place.office.url}{path}") for name, path in paths.items()}
    let_happen(place, warm)
    before = {name: page.held() for name, page in pages.items()}
    let_happen(place, calls)
    return [Grown(name, before[name], page.held()) for name, page in pages.items()]


def let_happen(place: Place, calls: int) -> None:
    """Let so many be issued, called and served, as fast as it goes.

    In a thread: the browser is driven by an event loop of this one.
    """
    with ThreadPoolExecutor(1) as thread:
        thread.submit(_let_happen, place, calls).result()


def _let_happen(place: Place, calls: int) -> None:
    for start in range(0, calls, AT_ONCE):
        number = min(AT_ONCE, calls - start)
        fill(place, number)
        for _ in range(number // CLIENTS * CLIENTS // len(place.counters)):
            _turn(place)


def _turn(place: Place) -> None:
    """Let every counter call and serve one."""
    port = place.office.port
    pairs = list(zip(place.counters, place.tokens, strict=True))
    calls = [[Call(f"/api/v1/counters/{one}/call-next", token)] for one, token in pairs]
    called = run(port, calls)
    ensure_all(called, 200)
    tokens = dict(pairs)
    ended = [
        [Call(f"/api/v1/tickets/{one['ticket']['id']}/finish", tokens[counter])]
        for one in called.json()
        for counter in [one["ticket"]["counter"]["id"]]
    ]
    ensure_all(run(port, ended), 200)
