"""Dossiers taken on paper during an outage are entered later, by leave, and marked so."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from onestop.cases.models import Case, EntryLeave
from onestop.cases.services import ReturnNow, entry_leave_give
from onestop.directory.models import AuditEvent, User
from onestop.directory.refusals import BadInput, NotAllowed, NotFound, StateForbids
from tests.cases.desk import LAN, Desk
from tests.cases.pages.browsing import Browsing, text
from tests.conftest import HANOI

FRIDAY = datetime(2026, 11, 20, 10, 15, tzinfo=HANOI)
OUTAGE = (FRIDAY.replace(hour=7, minute=30), FRIDAY.replace(hour=17, minute=30))


def leave(desk: Desk, by: User | None = None, **facts: Any) -> EntryLeave:
    """Give leave for Friday, as the leader."""
    told = {"from_at": OUTAGE[0], "until_at": OUTAGE[1], "reason": "Mất điện cả ngày", **facts}
    return entry_leave_give(
        office=desk.cast.office, actor=by or desk.cast.dung, now=desk.now, **told
    )


def test_number_and_due_date_are_those_of_the_real_day(desk: Desk) -> None:
    given = leave(desk)
    case = desk.receive(received_at=FRIDAY)
    assert case.code == "H00.01-261120-0001"
    assert (case.received_at, case.created_at, case.entry_leave) == (FRIDAY, desk.now, given)
    # Three working days from Friday; the 24th is a day off.
    assert case.due_at == case.original_due_at == datetime(2026, 11, 26, 17, 30, tzinfo=HANOI)
    assert desk.receive().code == "H00.01-261123-0001"


def test_the_history_says_when_it_was_entered_and_why(desk: Desk) -> None:
    given = leave(desk)
    event = desk.receive(received_at=FRIDAY).events.get()
    assert (event.kind, event.at, event.reason) == ("receive", desk.now, "Mất điện cả ngày")
    assert event.data["received_at"] == FRIDAY.isoformat()
    assert event.data["entry_leave"] == given.pk


def test_the_agency_has_the_case_from_when_it_was_entered(desk: Desk) -> None:
    leave(desk)
    first, second, *_rest = desk.receive(received_at=FRIDAY).steps.all()
    assert (first.started_at, first.finished_at) == (FRIDAY, FRIDAY)
    assert (second.started_at, second.is_running) == (desk.now, True)


def test_a_late_entry_goes_its_way_like_any_other(desk: Desk) -> None:
    leave(desk)
    case = desk.receive(received_at=FRIDAY)
    for name in ("start_processing", "complete_step", "complete", "return_result"):
        case = desk.do(case, name)
    assert case.state == "returned"


def test_a_time_without_a_zone_is_local(desk: Desk) -> None:
    leave(desk)
    assert desk.receive(received_at=FRIDAY.replace(tzinfo=None)).received_at == FRIDAY


@pytest.mark.parametrize(
    ("moment", "refusal", "said"),
    [
        (datetime(2026, 11, 23, 9, 1, tzinfo=HANOI), BadInput, "tương lai"),
        (datetime(2026, 10, 24, 8, 59, tzinfo=HANOI), BadInput, "30 ngày"),
        (datetime(2026, 11, 20, 17, 31, tzinfo=HANOI), StateForbids, "Chưa có phép nhập bù"),
        (datetime(2026, 11, 20, 7, 29, tzinfo=HANOI), StateForbids, "Chưa có phép nhập bù"),
    ],
)
def test_outside_the_leave_nothing_is_entered(
    desk: Desk, moment: datetime, refusal: type[Exception], said: str
) -> None:
    leave(desk)
    with pytest.raises(refusal, match=said):
        desk.receive(received_at=moment)
    assert not Case.objects.exists()


def test_only_what_came_over_the_counter_is_entered_and_nothing_returned_at_once(
    desk: Desk,
) -> None:
    leave(desk)
    with pytest.raises(BadInput, match="nộp tại quầy"):
        desk.receive(received_at=FRIDAY, channel="online")
    with pytest.raises(BadInput, match="không trả ngay"):
        desk.receive(desk.cast.birth, received_at=FRIDAY, return_now=ReturnNow("granted"))


def test_leaders_and_administrators_give_leave_and_nobody_else(desk: Desk) -> None:
    assert leave(desk).given_by == desk.cast.dung
    assert leave(desk, by=desk.cast.quan).given_by == desk.cast.quan
    for who in (desk.cast.an, desk.cast.chi, desk.cast.giang):
        with pytest.raises(NotAllowed):
            leave(desk, by=who)
    with pytest.raises(NotFound):
        leave(desk, by=desk.cast.xuan)
    assert AuditEvent.objects.filter(action="entry_leave.give").count() == 2


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"until_at": OUTAGE[0]}, "until_at"),
        ({"until_at": FRIDAY + timedelta(days=4)}, "until_at"),
        ({"from_at": FRIDAY - timedelta(days=15)}, "from_at"),
        ({"reason": ""}, "reason"),
        (
            {
                "from_at": FRIDAY - timedelta(days=40),
                "until_at": FRIDAY - timedelta(days=39),
            },
            "from_at",
        ),
    ],
)
def test_a_leave_that_does_not_fit_is_refused_by_field(
    desk: Desk, told: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        leave(desk, **told)
    assert set(refused.value.errors) == {field}
    assert not EntryLeave.objects.exists()


def test_another_offices_leave_does_not_count(desk: Desk) -> None:
    given = leave(desk)
    EntryLeave.objects.filter(pk=given.pk).update(office=desk.cast.other_office)
    with pytest.raises(StateForbids):
        desk.receive(received_at=FRIDAY)


def test_the_page_gives_leave_and_enters(browsing: Browsing) -> None:
    typed = {
        "office": "mau",
        "from_at": "2026-11-20T07:30",
        "until_at": "2026-11-20T17:30",
        "reason": "Mất điện",
    }
    assert browsing.post("quan", "/cases/late-entries/leave/", **typed).status_code == 302
    dossier = {
        "office": "mau",
        "agency": "H00.01",
        "procedure": "1.004837",
        "received_at": "2026-11-20T10:15",
        "return_method": "counter",
        "name": LAN.name,
    }
    page = browsing.post("an", "/cases/late-entries/", **dossier)
    assert page.headers["Location"] == "/cases/H00.01-261120-0001/"
    assert "nhập bù sau sự cố" in text(browsing.get("chi", "/cases/H00.01-261120-0001/"))
    wrong = browsing.post("an", "/cases/late-entries/", **{**dossier, "received_at": "hôm qua"})
    assert wrong.status_code == 422
    assert "Nhập ngày và giờ" in text(wrong)
    early = {**dossier, "received_at": "2026-11-20T06:00"}
    assert "Chưa có phép nhập bù" in text(browsing.post("an", "/cases/late-entries/", **early))
    assert Case.objects.count() == 1


def test_many_leaves_cost_no_more_queries(desk: Desk, browsing: Browsing) -> None:
    leave(desk)
    few = browsing.queries("dung", "/cases/late-entries/")
    for _ in range(4):
        leave(desk)
    assert browsing.queries("dung", "/cases/late-entries/") == few
