"""A short soak: after some hundred calls the screens' pages hold no more than before."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.bench.places import office_alone
from tests.bench.soak import COUNTERS, soaked

MOST_NODES = 1.1
# A heap this small jumps by what the browser compiles; the whole soak holds it to 1.1.
MOST_HEAP = 1.25


def test_pages_do_not_grow_with_calls(browser: Browser, tmp_path: Path) -> None:
    with office_alone(tmp_path, "", COUNTERS) as place:
        grown = soaked(place, browser, 200, warm=100)
    assert [one.name for one in grown] == ["lobby", "counter screen"]
    assert all(one.nodes <= MOST_NODES for one in grown), grown
    assert all(one.heap <= MOST_HEAP for one in grown), grown
