"""A print station on another PC: fetches its slips in order, reports them, loses none silently."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from onestop.directory.models import User
from onestop.directory.rights import Role
from onestop.directory.services import device_add
from printing.models import Printer, PrintJob
from printing.services import printer_add, stations_watch
from printing.station import working
from printing.station.server import RefusedError, Server
from printing.station.working import Station
from printing.troubles import troubles
from queueing.services import ticket_issue
from tests.cast import Cast
from tests.printing.fake_printer import THROUGH, WELL, FakePrinter
from tests.printing.test_spool import numbers
from tests.printing.waiting import wait_for

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]
State = PrintJob.State


class Post:
    """A print station's PC: its account and token, and its printer."""

    def __init__(self, cast: Cast, url: str) -> None:
        self.cast, now = cast, timezone.now()
        self.device, self.token = device_add(
            office=cast.office, name="Trạm quầy 1", kind=Role.PRINT_STATION, actor=None, now=now
        )
        self.printer = self.add("Máy quầy 1", url, self.device)
        self.client = Client(headers={"Authorization": f"Bearer {self.token}"})

    def add(self, name: str, url: str, station: User | None) -> Printer:
        """Return a printer for tickets that hangs on the station."""
        printer = printer_add(
            office=self.cast.office,
            name=name,
            url=url,
            roles=["ticket"],
            text="TCVN-3",
            now=timezone.now(),
        )
        Printer.objects.filter(pk=printer.pk).update(station=station)
        return printer

    def issue(self, count: int = 1) -> list[str]:
        """Return the numbers of new tickets."""
        facts: dict[str, Any] = {"service_code": "ho-tich", "actor": None}
        office = self.cast.office
        return [
            ticket_issue(office=office, now=timezone.now(), **facts).number for _ in range(count)
        ]

    def call(self, path: str, body: object = None) -> Any:
        """Return the answer of the API."""
        address = f"/api/v1/print-station/{path}"
        return self.client.post(address, body or {}, content_type="application/json")

    def fetch(self) -> Any:
        """Return the answer to the question for the next slip."""
        return self.call(f"printers/{self.printer.pk}/next")


@pytest.fixture
def post(cast: Cast, paper: FakePrinter) -> Post:
    return Post(cast, paper.url)


@pytest.fixture
def running(
    post: Post, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], None]]:
    monkeypatch.setattr(working, "LOOK", 0.05)
    station = Station(Server(live_server.url, post.token))
    thread = threading.Thread(target=station.run)
    yield thread.start
    station.stop()
    if thread.ident:
        thread.join(20)


def is_in(state: str) -> bool:
    """Tell whether the one slip is in this state."""
    return states() == [state]


def states() -> list[str]:
    return list(PrintJob.objects.order_by("pk").values_list("state", flat=True))


def test_slips_come_out_at_the_station_in_order(
    post: Post, paper: FakePrinter, running: Callable[[], None]
) -> None:
    paper.status, paper.through = WELL, THROUGH
    issued = post.issue(4)
    running()
    wait_for(lambda: states() == [State.SENT] * 4)
    assert numbers(paper) == issued
    post.printer.refresh_from_db()
    assert (post.printer.answers, post.printer.confirms) == (True, True)
    assert post.printer.heard_at is not None


def test_nobody_else_sends_what_a_station_prints(post: Post, paper: FakePrinter) -> None:
    from printing.spool import Spool  # noqa: PLC0415 (just here beside a station)

    spool = Spool(pace=0.02, watch_pace=0.02)
    spool.start()
    post.issue()
    time.sleep(0.3)
    spool.stop(timeout=10)
    assert states() == [State.QUEUED]
    assert paper.connections == 0


def test_an_absent_printer_at_a_station_holds_its_slips_and_is_shown(
    post: Post, paper: FakePrinter, running: Callable[[], None]
) -> None:
    paper.switch_off()
    post.issue()
    running()
    wait_for(lambda: "không trả lời" in "".join(troubles(post.cast.office)))
    assert State.SENT not in states()


def test_what_was_fetched_and_never_reported_is_unknown_when_the_station_begins_anew(
    post: Post,
) -> None:
    post.issue()
    assert post.fetch().status_code == 200
    assert post.fetch().status_code == 204
    assert post.call("begin").status_code == 200
    assert states() == [State.UNKNOWN]


def test_a_report_that_comes_too_late_is_believed_until_somebody_has_seen_to_it(
    post: Post,
) -> None:
    post.issue()
    job = post.fetch().json()["id"]
    post.call("begin")
    PrintJob.objects.update(settled_at=timezone.now())
    assert post.call(f"jobs/{job}/end", {"outcome": "sent"}).status_code == 409
    PrintJob.objects.update(settled_at=None)
    assert post.call(f"jobs/{job}/end", {"outcome": "sent"}).status_code == 204
    assert states() == [State.SENT]


def test_a_station_reaches_its_own_printers_and_slips_alone(post: Post) -> None:
    other = Post.__new__(Post)
    other.cast = post.cast
    device, token = device_add(
        office=post.cast.office,
        name="Trạm khác",
        kind=Role.PRINT_STATION,
        actor=None,
        now=timezone.now(),
    )
    post.issue()
    job = post.fetch().json()["id"]
    other.client = Client(headers={"Authorization": f"Bearer {token}"})
    for path in (f"printers/{post.printer.pk}/next", f"printers/{post.printer.pk}/status"):
        assert other.call(path).status_code == 404
    assert other.call(f"jobs/{job}/end", {"outcome": "sent"}).status_code == 404
    assert other.call("begin").json() == []
    assert device.pk != post.device.pk


@pytest.mark.parametrize(
    "body", [{}, {"outcome": "perhaps"}, {"outcome": "sent", "more": 1}, {"outcome": None}]
)
def test_a_report_that_makes_no_sense_changes_nothing(post: Post, body: object) -> None:
    post.issue()
    job = post.fetch().json()["id"]
    assert post.call(f"jobs/{job}/end", body).status_code == 422
    assert states() == [State.SENDING]


def test_a_station_that_is_not_heard_of_is_trouble_until_it_is(post: Post) -> None:
    stations_watch(now=timezone.now())
    assert "Trạm in của máy in Máy quầy 1" in troubles(post.cast.office)[0]
    post.call("begin")
    assert not any("Trạm in" in one for one in troubles(post.cast.office))
    later = timezone.now() + timedelta(seconds=21)
    stations_watch(now=later)
    assert "Trạm in" in troubles(post.cast.office)[0]


def test_a_token_that_opens_nothing_ends_the_station(live_server: Any) -> None:
    with pytest.raises(RefusedError):
        Station(Server(live_server.url, "x")).run()


def test_the_program_that_is_killed_in_the_middle_of_a_slip_leaves_it_unknown(
    post: Post, paper: FakePrinter, live_server: Any, tmp_path: Path
) -> None:
    paper.hang = True
    post.issue()
    (tmp_path / "token").write_text(post.token)
    command = [sys.executable, "-m", "printing.station", "--server", live_server.url]
    for expected in (State.SENDING, State.UNKNOWN):
        program = subprocess.Popen([*command, "--token-file", tmp_path / "token"], cwd=ROOT)
        try:
            wait_for(partial(is_in, expected), seconds=30)
        finally:
            program.kill()
            program.wait()
