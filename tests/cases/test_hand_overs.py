"""Every hand-over is a line: who gave the dossier to whom, when, and how the giver's work ended."""

from datetime import datetime
from typing import Any

import pytest

from onestop.cases.models import Case, HandOver
from onestop.cases.selectors.hand_overs import ready_to_hand_over
from onestop.cases.services import (
    batch_confirm,
    batch_create,
    hand_over_confirm,
    hand_over_return,
)
from onestop.cases.states import CaseState
from onestop.directory.models import Agency, User
from onestop.directory.refusals import BadInput, NotAllowed, NotFound, StateForbids
from tests.cases.desk import Desk, everything_of
from tests.cases.workflows import L, Line, R, S, make_tax, make_ways
from tests.cast import make_user
from tests.conftest import HANOI


@pytest.fixture
def tax(desk: Desk) -> Agency:
    """Return the tax office, which does the third step of guardianship."""
    agency = make_tax(desk.cast.office)
    make_ways(
        desk.cast.guardianship,
        Line(R, 10),
        Line(S, 40),
        Line(S, 30, agency=agency),
        Line(L, 20),
        Line(R),
    )
    return agency


def account(name: str) -> User:
    return User.objects.get(username=name)


def lines_of(case: Case) -> list[tuple[Any, ...]]:
    return [
        (one.kind, one.from_person and one.from_person.username, one.result)
        for one in case.hand_overs.select_related("from_person")
    ]


def waiting(case: Case) -> HandOver:
    return case.hand_overs.get(received_at=None, returned_at=None)


def batch_of(desk: Desk, *cases: Case, key: str = "k1", by: User | None = None) -> Any:
    codes = [one.code for one in cases]
    actor = by or desk.cast.an
    return batch_create(office=desk.cast.office, codes=codes, key=key, actor=actor, now=desk.now)


def test_a_whole_life_is_a_line_for_each_hand_over(desk: Desk) -> None:
    hoa = make_user("hoa", "Đinh Thị Hoa", desk.cast.office, S)
    case = desk.do(desk.receive(), "start_processing")
    desk.do(case, "reassign", holder="hoa")
    desk.do(case, "complete_step", by=hoa)
    desk.do(case, "return_step")
    desk.do(case, "complete_step", by=hoa)
    desk.do(case, "complete")
    desk.do(case, "return_result")
    assert lines_of(case) == [
        ("filed", None, ""),
        ("step", "an", ""),
        ("reassign", "chi", ""),
        ("step", "hoa", "before"),
        ("return", "dung", ""),
        ("step", "hoa", "before"),
        ("step", "dung", "before"),
        ("result", "an", ""),
    ]
    assert not case.hand_overs.filter(received_at=None).exists()


def test_work_that_ends_after_its_time_says_so_and_who_had_it(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    desk.later(days=9)
    desk.do(case, "complete_step")
    late = case.hand_overs.get(result="after")
    assert (late.from_person, late.from_agency) == (desk.cast.chi, desk.cast.agency)
    assert late.due_at is not None
    assert late.held_since is not None
    assert late.held_since < late.due_at < late.ready_at == desk.now


def test_what_the_citizen_ends_is_nobodys_lateness(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    desk.later(days=9)
    desk.do(case, "withdraw")
    assert lines_of(case)[-1] == ("end", "chi", "")


def test_reception_hands_on_in_a_batch_that_is_confirmed_as_a_whole(desk: Desk) -> None:
    cases = [desk.receive(), desk.receive()]
    batch = batch_of(desk, *cases)
    assert [waiting(one).given_at for one in cases] == [desk.now, desk.now]
    desk.later(minutes=5)
    batch_confirm(batch_id=batch.pk, actor=desk.cast.chi, now=desk.now)
    signed = [one.hand_overs.get(batch=batch) for one in cases]
    assert [(one.received_at, one.signed_by) for one in signed] == [(desk.now, desk.cast.chi)] * 2


def test_frame_06_a_lost_acknowledgement_neither_loses_nor_doubles(desk: Desk) -> None:
    case = desk.receive()
    batch = batch_of(desk, case)
    assert batch_of(desk, case) == batch  # the same form, sent again
    batch_confirm(batch_id=batch.pk, actor=desk.cast.chi, now=desk.now)
    before = everything_of(case), lines_of(case)
    desk.later(minutes=1)
    batch_confirm(batch_id=batch.pk, actor=desk.cast.chi, now=desk.now)
    row = case.hand_overs.get(batch=batch)
    hand_over_confirm(hand_over_id=row.pk, actor=desk.cast.chi, now=desk.now)
    assert (everything_of(case), lines_of(case)) == before
    assert case.events.filter(kind="hand_over.confirmed").count() == 1


def test_one_of_a_batch_is_returned_with_a_reason_and_waits_anew(desk: Desk) -> None:
    kept, returned = desk.receive(), desk.receive()
    batch = batch_of(desk, kept, returned)
    row = returned.hand_overs.get(batch=batch)
    for _again in range(2):
        hand_over_return(
            hand_over_id=row.pk, reason="Thiếu bản chính", actor=desk.cast.chi, now=desk.now
        )
    batch_confirm(batch_id=batch.pk, actor=desk.cast.chi, now=desk.now)
    assert not kept.hand_overs.filter(received_at=None).exists()
    anew = waiting(returned)
    assert (anew.batch, anew.note, anew.given_at) == (None, "Thiếu bản chính", None)
    assert batch_of(desk, returned, key="k2") != batch
    with pytest.raises(StateForbids, match="đã được trả lại"):
        hand_over_confirm(hand_over_id=row.pk, actor=desk.cast.chi, now=desk.now)


def test_what_was_confirmed_is_not_returned(desk: Desk) -> None:
    case = desk.receive()
    row = waiting(case)
    hand_over_confirm(hand_over_id=row.pk, actor=desk.cast.chi, now=desk.now)
    with pytest.raises(StateForbids, match="đã được xác nhận"):
        hand_over_return(hand_over_id=row.pk, reason="Nhầm", actor=desk.cast.chi, now=desk.now)


def test_who_begins_to_work_on_a_dossier_has_it(desk: Desk) -> None:
    case = desk.receive()
    row = waiting(case)
    desk.do(case, "start_processing")
    row.refresh_from_db()
    assert (row.received_at, row.signed_by, row.to_person) == (
        desk.now,
        desk.cast.chi,
        desk.cast.chi,
    )


def test_a_dossier_goes_in_one_batch_only(desk: Desk) -> None:
    case = desk.receive()
    batch_of(desk, case)
    with pytest.raises(StateForbids, match=case.code):
        batch_of(desk, case, key="k2")


@pytest.mark.usefixtures("tax")
def test_another_agency_confirms_before_it_works(desk: Desk) -> None:
    case = desk.do(desk.do(desk.receive(), "start_processing"), "complete_step")
    with pytest.raises(StateForbids, match="xác nhận đã nhận"):
        desk.do(case, "complete_step", by=account("thue"))
    row = waiting(case)
    with pytest.raises(NotAllowed):
        hand_over_confirm(hand_over_id=row.pk, actor=desk.cast.an, now=desk.now)
    hand_over_confirm(hand_over_id=row.pk, actor=account("thue"), now=desk.now)
    desk.do(case, "complete_step", by=account("thue"))


@pytest.mark.usefixtures("tax")
def test_what_another_agency_returns_runs_again_where_it_came_from(desk: Desk) -> None:
    case = desk.do(desk.do(desk.receive(), "start_processing"), "complete_step")
    row = waiting(case)
    hand_over_return(
        hand_over_id=row.pk, reason="Thiếu tờ khai", actor=account("thue"), now=desk.now
    )
    step = case.steps.get(started_at__isnull=False, finished_at=None)
    assert (step.position, step.run, step.holder) == (2, 2, desk.cast.chi)
    assert lines_of(case)[-1][0] == "return"
    event = case.events.get(kind="hand_over.returned")
    assert (event.reason, event.data) == ("Thiếu tờ khai", {"hand_over": row.pk})


@pytest.mark.usefixtures("tax")
def test_a_batch_goes_from_one_place_to_one_place(desk: Desk) -> None:
    to_tax = desk.do(desk.do(desk.receive(), "start_processing"), "complete_step")
    with pytest.raises(NotAllowed):  # it is Chi's agency that gives it
        batch_of(desk, to_tax)
    with pytest.raises(NotAllowed):
        batch_of(desk, desk.receive(), to_tax, by=desk.cast.chi)


def test_nobody_of_another_office_learns_of_a_batch(desk: Desk) -> None:
    case = desk.receive()
    batch = batch_of(desk, case)
    with pytest.raises(NotFound):
        batch_confirm(batch_id=batch.pk, actor=desk.cast.xuan, now=desk.now)
    with pytest.raises(NotFound):
        batch_of(desk, case, by=desk.cast.xuan, key="k2")
    row = case.hand_overs.get(batch=batch)
    with pytest.raises(NotFound):
        hand_over_confirm(hand_over_id=row.pk, actor=desk.cast.xuan, now=desk.now)


@pytest.mark.parametrize("codes", [[], ["H00.01-000000-0001"], ["x"] * 300])
def test_a_batch_of_nothing_or_of_strangers_is_refused(desk: Desk, codes: list[str]) -> None:
    with pytest.raises(BadInput) as refused:
        batch_create(
            office=desk.cast.office, codes=codes, key="k", actor=desk.cast.an, now=desk.now
        )
    assert list(refused.value.errors) == ["cases"]


def test_what_came_until_three_goes_today_and_the_rest_next_morning(desk: Desk) -> None:
    desk.now = datetime(2026, 11, 23, 15, 0, tzinfo=HANOI)
    before = desk.receive()
    desk.later(seconds=1)
    after = desk.receive()
    (group,) = ready_to_hand_over(desk.cast.an, desk.now)
    assert [one.row.case for one in group.today] == [before]
    assert [one.row.case for one in group.later] == [after]
    desk.now = datetime(2026, 11, 25, 8, 0, tzinfo=HANOI)  # the 24th is a day off
    (group,) = ready_to_hand_over(desk.cast.an, desk.now)
    assert [(one.row.case, one.is_late) for one in group.today] == [(before, True), (after, False)]
    assert ready_to_hand_over(desk.cast.chi, desk.now) == []
