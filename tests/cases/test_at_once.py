"""Several people act on cases at the same moment: one wins, the others are told."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from onestop.cases.models import (
    Apology,
    ApologyNumber,
    ApologyObligation,
    Case,
    CaseEvent,
    CaseNumber,
)
from onestop.cases.services import (
    apology_draft,
    apology_send,
    apology_sign,
    case_receive,
    case_transition,
    cases_close_unanswered,
)
from onestop.cases.services.obligations import apology_obligations_round
from onestop.cases.states import CaseState
from onestop.directory.models import User
from onestop.directory.refusals import Refusal, StateForbids
from onestop.directory.services import access_token_issue
from tests.at_once import answers_at_once
from tests.cases.desk import LAN, Desk, culture_day
from tests.cast import make_cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(transactional_db: None, monday_morning: datetime) -> Desk:  # noqa: ARG001 (committed rows)
    """Return the cast at work, in rows that other connections see."""
    cast = make_cast()
    culture_day()
    return Desk(cast, monday_morning)


def refusals(answers: list[object]) -> list[Refusal]:
    """Return the answers that are refusals."""
    return [answer for answer in answers if isinstance(answer, Refusal)]


def fresh(user: User) -> User:
    """Return the account as another request loads it."""
    return User.objects.get(pk=user.pk)


def test_thirty_cases_at_once_have_thirty_codes_without_a_gap(desk: Desk) -> None:
    def receive() -> Case:
        return case_receive(
            office=desk.cast.office,
            procedure_code=desk.cast.guardianship.code,
            applicant=LAN,
            actor=fresh(desk.cast.an),
            now=desk.now,
        )

    answers = answers_at_once(*[receive] * 30)
    assert refusals(answers) == []
    codes = sorted(Case.objects.values_list("code", flat=True))
    assert codes == [f"H00.01-261123-{number:04d}" for number in range(1, 31)]
    assert CaseNumber.objects.get().last == 30


@pytest.mark.parametrize(
    ("state", "name", "who"),
    [
        (CaseState.RECEIVED, "start_processing", "chi"),
        (CaseState.PROCESSING, "complete_step", "chi"),
        (CaseState.PROCESSING, "request_supplement", "chi"),
        (CaseState.COMPLETED, "return_result", "an"),
    ],
)
def test_eight_who_do_the_same_do_it_once(
    desk: Desk, state: CaseState, name: str, who: str
) -> None:
    case = desk.case_in(state)

    def act() -> Case:
        actor = fresh(getattr(desk.cast, who))
        return case_transition(
            code=case.code, name=name, actor=actor, now=desk.now, reason="Thiếu giấy tờ"
        )

    answers = answers_at_once(*[act] * 8)
    refused = refusals(answers)
    assert len(refused) == 7
    assert {type(one) for one in refused} == {StateForbids}
    assert case.events.filter(kind=name).count() == 1


def test_of_two_different_transitions_one_wins(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)

    def act(name: str, who: User) -> Case:
        return case_transition(
            code=case.code, name=name, actor=fresh(who), now=desk.now, reason="Theo quy định"
        )

    answers = answers_at_once(
        lambda: act("withdraw", desk.cast.an), lambda: act("stop", desk.cast.dung)
    )
    assert len(refusals(answers)) == 1
    case.refresh_from_db()
    assert case.events.filter(kind__in=["withdraw", "stop"]).count() == 1
    assert case.closed_at == desk.now


def test_of_two_leaders_who_decide_differently_one_wins_and_one_is_told(desk: Desk) -> None:
    case = desk.do(desk.case_in(CaseState.PROCESSING), "complete_step")

    def decide(outcome: str) -> Case:
        actor = fresh(desk.cast.dung)
        return case_transition(
            code=case.code, name="complete", actor=actor, now=desk.now, outcome=outcome
        )

    answers = answers_at_once(lambda: decide("granted"), lambda: decide("rejected"))
    (refused,) = refusals(answers)
    assert "«đã xử lý xong»" in str(refused)
    case.refresh_from_db()
    assert case.events.get(kind="complete").data["outcome"] == case.outcome


def test_two_processes_close_a_case_once(desk: Desk) -> None:
    case = desk.case_in(CaseState.SUPPLEMENT_REQUESTED)
    desk.later(days=20)
    counts = answers_at_once(*[lambda: cases_close_unanswered(now=desk.now)] * 3)
    assert sum(count for count in counts if isinstance(count, int)) == 1
    assert case.events.filter(kind="stop").count() == 1


def test_function_12_the_same_request_twice_at_once_is_one_code_and_one_case(desk: Desk) -> None:
    token = access_token_issue(user=desk.cast.an, now=timezone.now())
    body = {"office": "mau", "procedure": "1.004837", "applicant": {"name": LAN.name}}

    def send() -> tuple[int, str]:
        client = Client(headers={"authorization": f"Bearer {token}", "idempotency-key": "mot"})
        answer = client.post("/api/v1/cases", body, content_type="application/json")
        return answer.status_code, answer.json()["code"]

    answers = answers_at_once(*[send] * 4)
    assert len(set(answers)) == 1
    assert answers[0] == (201, Case.objects.get().code)
    assert CaseNumber.objects.get().last == 1


def test_of_two_new_dates_one_is_drafted(desk: Desk) -> None:
    case = desk.receive()

    def draft(day: int) -> object:
        return apology_draft(
            code=case.code,
            reason="Cần xác minh",
            new_due_at=date(2026, 12, day),
            actor=fresh(desk.cast.chi),
            now=desk.now,
        )

    answers = answers_at_once(*[lambda day=day: draft(day) for day in (1, 2, 3, 4)])
    assert [type(one) for one in refusals(answers)] == [StateForbids] * 3
    assert case.apologies.count() == 1


def test_a_letter_is_sent_once(desk: Desk) -> None:
    case = desk.receive()
    apology = desk.apology(case, "approve", "sign", new_due_at=date(2026, 12, 1))

    def send() -> object:
        return apology_send(apology_id=apology.pk, actor=fresh(desk.cast.an), now=desk.now)

    assert len(refusals(answers_at_once(*[send] * 6))) == 5
    assert case.clock_entries.filter(kind="reschedule").count() == 1
    assert case.events.filter(kind="apology.sent").count() == 1


def test_a_letter_is_not_sent_for_a_case_that_ends_meanwhile(desk: Desk) -> None:
    case = desk.receive()
    apology = desk.apology(case, "approve", "sign", new_due_at=date(2026, 12, 1))
    answers_at_once(
        lambda: apology_send(apology_id=apology.pk, actor=fresh(desk.cast.an), now=desk.now),
        lambda: case_transition(
            code=case.code, name="withdraw", actor=fresh(desk.cast.an), now=desk.now
        ),
    )
    apology.refresh_from_db()
    case.refresh_from_db()
    assert case.state == CaseState.WITHDRAWN
    moved = case.due_at != case.original_due_at
    assert apology.state == ("sent" if moved else "cancelled")


def test_several_clocks_at_once_open_each_obligation_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onestop.cases.services.obligations.AT_ONCE", 3)
    for _ in range(12):
        desk.receive()
    later = desk.now + timedelta(days=3)
    touched = answers_at_once(*[lambda: apology_obligations_round(later)] * 4)
    apology_obligations_round(later)  # what was in another's hands when a round looked
    assert [one for one in touched if not isinstance(one, int)] == []
    assert ApologyObligation.objects.filter(closed_at=None).count() == 12
    assert CaseEvent.objects.filter(kind="apology.owed").count() == 12


def test_letters_signed_at_once_have_numbers_without_a_gap(desk: Desk) -> None:
    letters = [desk.apology(desk.receive(), "approve").pk for _ in range(6)]

    def sign(letter: int) -> object:
        return apology_sign(apology_id=letter, actor=fresh(desk.cast.dung), now=desk.now)

    answers = answers_at_once(*[lambda one=one: sign(one) for one in letters * 2])
    assert len(refusals(answers)) == 6
    given = Apology.objects.order_by("number").values_list("number", flat=True)
    assert list(given) == [1, 2, 3, 4, 5, 6]
    assert ApologyNumber.objects.get().last == 6
