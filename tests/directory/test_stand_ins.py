"""Người làm thay: a deputy holds an absent officer's roles for some days, traced by both names."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onestop.directory.models import AuditEvent, Membership, StandIn, User
from onestop.directory.refusals import BadInput, NotAllowed, NotFound, StateForbids
from onestop.directory.rights import Right, Role, ensure_right, has_right
from onestop.directory.services import Absence, stand_in_end, stand_in_grant
from queueing.models import QueueEvent
from queueing.selectors import counters_of
from queueing.services import counter_open
from tests.cases.desk import Desk
from tests.cast import Cast, make_user

MONDAY = date(2026, 11, 23)


@pytest.fixture
def absence(cast: Cast) -> Absence:
    """Chi, the specialist, is away from Monday to Wednesday; An stands in."""
    return Absence(cast.chi, cast.an, MONDAY, MONDAY + timedelta(days=2), "Nghỉ phép")


@pytest.fixture
def granted(cast: Cast, absence: Absence, monday_morning: datetime) -> StandIn:
    return grant(cast, absence, monday_morning)


def grant(cast: Cast, absence: Absence, now: datetime, by: User | None = None) -> StandIn:
    actor = by or cast.quan
    return stand_in_grant(office=cast.office, absence=absence, actor=actor, now=now)


def on(day: date, user: User) -> User:
    """Return the account as a request of that day finds it."""
    found = User.objects.get(pk=user.pk)
    found.acting_on = day
    return found


@pytest.mark.parametrize(
    ("days", "holds"), [(-1, False), (0, True), (2, True), (3, False)], ids=str
)
def test_a_deputy_holds_the_roles_from_the_first_to_the_last_day(
    cast: Cast, granted: StandIn, days: int, *, holds: bool
) -> None:
    deputy = on(granted.first_day + timedelta(days=days), cast.an)
    right = has_right(deputy, Right.CASE_PROCESS, office=cast.office, agency=cast.agency)
    assert right is holds
    assert (Role.SPECIALIST in deputy.roles()) is holds
    assert has_right(deputy, Right.CASE_RECEIVE, office=cast.office)


def test_a_stand_in_that_was_ended_gives_nothing(
    cast: Cast, granted: StandIn, monday_morning: datetime
) -> None:
    stand_in_end(stand_in_id=granted.pk, actor=cast.dung, now=monday_morning)
    assert not has_right(on(MONDAY, cast.an), Right.CASE_PROCESS, office=cast.office)


def test_nobody_passes_on_what_it_got(cast: Cast, granted: StandIn) -> None:
    onward = {"absent": cast.an, "deputy": cast.binh, "office": cast.office}
    days = {"first_day": MONDAY, "last_day": MONDAY, "granted_at": granted.granted_at}
    StandIn.objects.create(**onward, **days, reason="-", granted_by=cast.quan)
    User.objects.filter(pk=cast.binh.pk).update(deputy_until=MONDAY)
    deputy = on(MONDAY, cast.binh)
    assert has_right(deputy, Right.CASE_RECEIVE, office=cast.office)
    assert not has_right(deputy, Right.CASE_PROCESS, office=cast.office)


@pytest.mark.usefixtures("granted")
def test_a_locked_absent_account_gives_nothing(cast: Cast) -> None:
    User.objects.filter(pk=cast.chi.pk).update(is_active=False)
    assert not has_right(on(MONDAY, cast.an), Right.CASE_PROCESS, office=cast.office)


@pytest.mark.usefixtures("granted")
def test_who_left_the_office_stands_in_for_nobody_there(cast: Cast) -> None:
    Membership.objects.filter(user=cast.an).delete()
    assert on(MONDAY, cast.an).roles() == set()


def test_it_ends_at_the_office(cast: Cast, granted: StandIn) -> None:
    Membership.objects.create(user=cast.chi, office=cast.other_office, role=Role.LEADER)
    Membership.objects.create(user=cast.an, office=cast.other_office, role=Role.RECEPTIONIST)
    deputy = on(granted.first_day, cast.an)
    assert not has_right(deputy, Right.CASE_APPROVE, office=cast.other_office)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda cast: {"deputy": cast.chi}, "deputy"),
        (lambda cast: {"deputy": cast.xuan}, "deputy"),
        (lambda cast: {"absent": cast.xuan}, "absent"),
        (lambda _cast: {"last_day": MONDAY - timedelta(days=1)}, "last_day"),
        (lambda _cast: {"last_day": MONDAY + timedelta(days=400)}, "last_day"),
        (lambda _cast: {"reason": "  "}, "reason"),
        (lambda _cast: {"reason": "x" * 201}, "reason"),
    ],
)
def test_what_makes_no_sense_is_refused_by_field(
    cast: Cast, absence: Absence, monday_morning: datetime, change: Any, field: str
) -> None:
    with pytest.raises(BadInput) as caught:
        grant(cast, replace(absence, **change(cast)), monday_morning)
    assert list(caught.value.errors) == [field]
    assert not StandIn.objects.exists()


@pytest.mark.usefixtures("granted")
@pytest.mark.parametrize(("absent", "deputy"), [("chi", "binh"), ("an", "binh"), ("binh", "chi")])
def test_overlapping_days_are_refused(
    cast: Cast, absence: Absence, monday_morning: datetime, absent: str, deputy: str
) -> None:
    people: dict[str, Any] = {"absent": getattr(cast, absent), "deputy": getattr(cast, deputy)}
    with pytest.raises(StateForbids, match="đang làm thay"):
        grant(cast, replace(absence, **people), monday_morning)
    later: dict[str, Any] = {
        "first_day": MONDAY + timedelta(days=3),
        "last_day": MONDAY + timedelta(days=4),
    }
    assert grant(cast, replace(absence, **people, **later), monday_morning)


@pytest.mark.usefixtures("granted")
def test_one_deputy_may_stand_in_for_two(
    cast: Cast, absence: Absence, monday_morning: datetime
) -> None:
    assert grant(cast, replace(absence, absent=cast.binh), monday_morning)


@pytest.mark.parametrize("who", ["an", "chi", "giang", "xuan"])
def test_only_leaders_and_administrators_grant_and_end(
    cast: Cast, absence: Absence, granted: StandIn, monday_morning: datetime, who: str
) -> None:
    actor = getattr(cast, who)
    with pytest.raises(NotAllowed):
        grant(cast, absence, monday_morning, by=actor)
    with pytest.raises(NotFound if who == "xuan" else NotAllowed):
        stand_in_end(stand_in_id=granted.pk, actor=actor, now=monday_morning)


def test_nobody_makes_itself_a_deputy(
    cast: Cast, absence: Absence, monday_morning: datetime
) -> None:
    with pytest.raises(NotAllowed, match="Không tự giao cho mình"):
        grant(cast, replace(absence, deputy=cast.dung), monday_morning, by=cast.dung)


def test_a_leader_passes_on_no_administration(
    cast: Cast, absence: Absence, monday_morning: datetime
) -> None:
    of_admin = replace(absence, absent=cast.quan)
    with pytest.raises(NotAllowed, match="quản trị"):
        grant(cast, of_admin, monday_morning, by=cast.dung)
    admin = make_user("quan2", "Quản Hai", cast.office, Role.OFFICE_ADMIN)
    assert grant(cast, of_admin, monday_morning, by=admin)


def test_granting_and_ending_are_audited(
    cast: Cast, granted: StandIn, monday_morning: datetime
) -> None:
    for _twice in range(2):
        stand_in_end(stand_in_id=granted.pk, actor=cast.quan, now=monday_morning)
    rows = AuditEvent.objects.filter(subject=f"stand_in:{granted.pk}")
    assert list(rows.values_list("action", "actor_id")) == [
        ("stand_in.grant", cast.quan.pk),
        ("stand_in.end", cast.quan.pk),
    ]


@pytest.mark.usefixtures("granted")
def test_what_a_deputy_does_with_a_case_names_both(cast: Cast, monday_morning: datetime) -> None:
    desk = Desk(cast, monday_morning)
    case = desk.receive(actor=on(MONDAY, cast.an))
    desk.do(case, "start_processing", by=on(MONDAY, cast.an))
    events = list(case.events.order_by("id"))
    assert [(one.actor, one.data.get("for")) for one in events[-2:]] == [
        (cast.an, None),
        (cast.an, "chi"),
    ]


@pytest.mark.usefixtures("granted")
def test_a_deputy_goes_on_with_the_step_of_the_absent(cast: Cast, monday_morning: datetime) -> None:
    desk = Desk(cast, monday_morning)
    case = desk.receive()
    desk.do(case, "start_processing", by=cast.chi)
    desk.do(case, "complete_step", by=on(MONDAY, cast.an))
    assert case.events.order_by("id").last().data["for"] == "chi"  # type: ignore[union-attr]


def test_a_deputy_operates_the_counter_of_the_absent(
    cast: Cast, absence: Absence, monday_morning: datetime
) -> None:
    grant(cast, replace(absence, absent=cast.binh), monday_morning)
    deputy = on(MONDAY, cast.an)
    assert counters_of(deputy) == [cast.counter_1, cast.counter_2]
    counter_open(counter_id=cast.counter_2.pk, actor=deputy, now=monday_morning)
    event = QueueEvent.objects.get()
    assert (event.actor, event.data) == (cast.an, {"for": "binh"})


@pytest.mark.usefixtures("granted")
def test_the_note_for_whom_is_of_the_right_asked_last(cast: Cast) -> None:
    deputy = on(MONDAY, cast.an)
    ensure_right(deputy, Right.CASE_PROCESS, office=cast.office)
    assert deputy.stood_in_for_id == cast.chi.pk
    ensure_right(deputy, Right.CASE_RECEIVE, office=cast.office)
    assert deputy.stood_in_for_id is None


@pytest.fixture
def admin(client: Client, cast: Cast, time_machine: Any, monday_morning: datetime) -> Client:
    """Return Quân's browser on Monday morning."""
    time_machine.move_to(monday_morning, tick=False)
    client.force_login(cast.quan)
    return client


def form(cast: Cast, **changed: Any) -> dict[str, Any]:
    told = {"absent": cast.chi.pk, "deputy": cast.an.pk, "reason": "Nghỉ phép"}
    return {**told, "first_day": "2026-11-23", "last_day": "2026-11-25", **changed}


def test_it_is_granted_and_ended_by_hand(admin: Client, cast: Cast) -> None:
    page = admin.post("/stand-ins/of/mau/", form(cast), follow=True).content.decode()
    assert "Đã giao: Trần Thị An làm thay Phạm Thị Chi." in page
    assert "23/11/2026 – 25/11/2026" in page
    ended = f"/stand-ins/{StandIn.objects.get().pk}/end/"
    page = admin.post(ended, follow=True).content.decode()
    assert "Không có ai đang hoặc sắp làm thay." in page


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"deputy": "0"}, "Hãy chọn"),
        ({"last_day": "x"}, "Ngày chưa đúng"),
        ({"last_day": "2026-11-01"}, "Ngày cuối phải từ ngày đầu trở đi."),
        ({"reason": ""}, "Chưa nhập ô này."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    admin: Client, cast: Cast, changed: dict[str, str], sentence: str
) -> None:
    answer = admin.post("/stand-ins/of/mau/", form(cast, **changed))
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not StandIn.objects.exists()


def test_another_offices_form_is_not_found(admin: Client, cast: Cast) -> None:
    assert admin.post("/stand-ins/of/khac/", form(cast)).status_code == 404
    assert admin.post("/stand-ins/999/end/").status_code == 404


def test_the_list_costs_the_same_however_long_it_is(
    admin: Client, cast: Cast, absence: Absence, monday_morning: datetime
) -> None:
    counts = []
    for absent in (cast.chi, cast.binh):
        grant(cast, replace(absence, absent=absent), monday_morning)
        with CaptureQueriesContext(connection) as queries:
            assert admin.get("/stand-ins/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
