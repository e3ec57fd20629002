"""Same-day work: received, decided and returned in one action (Decree 118/2025 Art. 17(4))."""

from typing import Any

import pytest

from onestop.cases.models import Case
from onestop.cases.services import ReturnNow
from onestop.catalogue.models import Procedure
from onestop.directory.models import Membership
from onestop.directory.refusals import BadInput, NotAllowed
from printing.models import PrintJob
from tests.cases.desk import Desk

GRANTED = ReturnNow("granted")
LIFE = ["receive", "start_processing", "complete_step", "complete", "return_result"]


def at_once(desk: Desk, wish: ReturnNow = GRANTED, **facts: Any) -> Case:
    """Receive a birth, a same-day matter, and return it at once."""
    return desk.receive(desk.cast.birth, return_now=wish, **facts)


def test_one_action_leads_through_the_whole_life(desk: Desk) -> None:
    case = at_once(desk)
    case.refresh_from_db()
    assert (case.state, case.national_status, case.outcome) == ("returned", 10, "granted")
    assert case.received_at == case.closed_at == case.returned_at == desk.now
    assert not [step for step in case.steps.all() if step.finished_at is None]
    assert [one.kind for one in case.clock_entries.all()] == ["start", "stop"]


def test_the_history_is_as_complete_as_any(desk: Desk) -> None:
    events = list(at_once(desk).events.all())
    assert [one.kind for one in events] == LIFE
    assert [one.from_state for one in events[1:]] == [one.to_state for one in events[:-1]]
    assert {one.actor for one in events} == {desk.cast.an}
    assert all(one.data["at_once"] for one in events[1:])


@pytest.mark.parametrize(("asked", "slips"), [(False, 0), (True, 1)])
def test_a_receipt_comes_only_if_one_was_asked_for(
    desk: Desk,
    asked: bool,  # noqa: FBT001 (the case of the test)
    slips: int,
) -> None:
    at_once(desk, ReturnNow("granted", receipt=asked))
    assert PrintJob.objects.filter(document=PrintJob.Document.RECEIPT).count() == slips


def test_what_is_not_granted_needs_the_reason(desk: Desk) -> None:
    with pytest.raises(BadInput) as refused:
        at_once(desk, ReturnNow("rejected"))
    assert set(refused.value.errors) == {"reason"}
    case = at_once(desk, ReturnNow("rejected", reason="Không đủ điều kiện"))
    assert case.outcome == "rejected"
    assert case.events.get(kind="complete").reason == "Không đủ điều kiện"


def test_a_procedure_with_days_is_promised_unless_it_is_marked(desk: Desk) -> None:
    with pytest.raises(BadInput) as refused:
        desk.receive(return_now=GRANTED)
    assert set(refused.value.errors) == {"return_now"}
    assert not Case.objects.exists()
    Procedure.objects.filter(pk=desk.cast.guardianship.pk).update(returned_at_once=True)
    assert desk.receive(return_now=GRANTED).state == "returned"


@pytest.mark.parametrize(
    ("wish", "facts", "field"),
    [
        (ReturnNow("perhaps"), {}, "outcome"),
        (ReturnNow(""), {}, "outcome"),
        (GRANTED, {"channel": "online"}, "return_now"),
        (ReturnNow("granted", delivery={"delivery": "owl"}), {}, "delivery"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_stored(
    desk: Desk, wish: ReturnNow, facts: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        at_once(desk, wish, **facts)
    assert set(refused.value.errors) == {field}
    assert not Case.objects.exists()


def test_what_a_ministry_decides_is_not_decided_here(desk: Desk) -> None:
    Procedure.objects.filter(pk=desk.cast.birth.pk).update(route=Procedure.Route.MINISTRY)
    with pytest.raises(BadInput):
        at_once(desk)


def test_who_may_not_receive_may_not_return_at_once(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        at_once(desk, actor=desk.cast.chi)
    assert Membership.objects.filter(user=desk.cast.chi).exists()
