"""`serve` as an installer meets it."""

import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import RunningOffice, running_office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningOffice]:
    """Return an office that runs for this file's tests."""
    with running_office(tmp_path_factory.mktemp("serve"), counters=2) as running:
        yield running


def page(url: str) -> tuple[int, str]:
    """Return status and text of a page."""
    with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310 (this office)
        return answer.status, answer.read().decode()


def test_it_is_alive_and_ready(office: RunningOffice) -> None:
    assert page(f"{office.url}/healthz") == (200, "ok\n")
    assert page(f"{office.url}/readyz") == (200, "ready\n")


@pytest.mark.parametrize("path", ["/", "/kiosk/demo/", "/lobby/demo/", "/static/onestop/style.css"])
def test_a_browser_finds_its_pages(office: RunningOffice, path: str) -> None:
    assert page(office.url + path)[0] == 200


def test_the_font_comes_from_this_machine(office: RunningOffice) -> None:
    with urllib.request.urlopen(f"{office.url}/static/fonts/NotoSans-Bold.ttf") as answer:  # noqa: S310
        assert answer.read(4) == b"\x00\x01\x00\x00"


def test_the_demo_queue_starts_empty_with_every_counter_and_service(office: RunningOffice) -> None:
    status, queue = office.call("tiepnhan1", "GET", "offices/demo/queue")
    assert status == 200
    assert [counter["name"] for counter in queue["counters"]] == ["Quầy 1", "Quầy 2"]
    assert {service["waiting"] for service in queue["services"]} == {0}


def test_a_token_is_the_only_thing_on_stdout(office: RunningOffice) -> None:
    result = office.command("access_token", "lanhdao")
    assert result.returncode == 0
    assert len(result.stdout.split()) == 1


def test_an_unknown_account_gets_no_token(office: RunningOffice) -> None:
    result = office.command("access_token", "nobody")
    assert result.returncode != 0
    assert result.stdout == ""
    assert "nobody" in result.stderr


def test_a_taken_port_is_said_in_one_line(office: RunningOffice) -> None:
    result = office.command("serve", "--host", "127.0.0.1", "--port", str(office.port))
    assert result.returncode != 0
    assert "--port" in result.stderr
    assert "Traceback" not in result.stderr


def test_it_stops_within_five_seconds_and_keeps_everything(tmp_path: Path) -> None:
    with running_office(tmp_path, counters=1) as office:
        _, ticket = office.call("tiepnhan1", "POST", "offices/demo/tickets", {"service": "ho-tich"})
        started = time.monotonic()
        assert office.end() == 0
        assert time.monotonic() - started < 5
        office.start()
        status, again = office.call("tiepnhan1", "GET", f"tickets/{ticket['id']}")
        assert (status, again["number"]) == (200, "A001")
