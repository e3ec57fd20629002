"""Which new date an apology may promise."""

from datetime import date, datetime

import pytest

from onestop.cases.services import proposed_dates
from onestop.directory.refusals import BadInput
from tests.cases.desk import Desk
from tests.conftest import HANOI

# The case is received on Monday 23 November and due on Friday 27 November 2026 at 17:30.


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        (date(2026, 11, 30), datetime(2026, 11, 30, 17, 30, tzinfo=HANOI)),
        (datetime(2026, 11, 30, 10, 0, tzinfo=HANOI), datetime(2026, 11, 30, 10, tzinfo=HANOI)),
        (
            datetime(2026, 11, 30, 10, 0),  # noqa: DTZ001 (a time without a zone is local)
            datetime(2026, 11, 30, 10, tzinfo=HANOI),
        ),
    ],
)
def test_a_date_means_its_closing_time(desk: Desk, wanted: date, kept: datetime) -> None:
    assert desk.apology(desk.receive(), new_due_at=wanted).new_due_at == kept


@pytest.mark.parametrize(
    ("wanted", "proposed"),
    [
        (date(2026, 11, 27), "17:30 30/11/2026"),  # the present date
        (date(2026, 11, 20), "17:30 30/11/2026"),
        (date(2026, 11, 28), "17:30 30/11/2026"),  # a Saturday
        (date(2026, 11, 24), "17:30 30/11/2026"),  # a day off
        (date(2027, 1, 2), "17:30 04/01/2027"),  # a Saturday
        (date(2026, 12, 5), "17:30 07/12/2026"),
        (datetime(2026, 11, 30, 3, 0, tzinfo=HANOI), "17:30 30/11/2026"),
        (datetime(2026, 11, 30, 17, 31, tzinfo=HANOI), "17:30 30/11/2026"),
        (date(2029, 1, 2), "17:30 30/11/2026"),
        (date(9999, 12, 31), "17:30 30/11/2026"),
        (date(1, 1, 1), "17:30 30/11/2026"),
        (datetime(2026, 11, 27, 17, 30, tzinfo=HANOI), "17:30 30/11/2026"),
    ],
)
def test_another_is_refused_with_a_proposal(desk: Desk, wanted: date, proposed: str) -> None:
    case = desk.receive()
    with pytest.raises(BadInput) as refused:
        desk.apology(case, new_due_at=wanted)
    assert list(refused.value.errors) == ["new_due_at"]
    assert str(refused.value).endswith(f"Có thể hẹn: {proposed}.")
    assert not case.apologies.exists()


def test_for_a_late_case_it_lies_after_now(desk: Desk) -> None:
    case = desk.receive()
    desk.now = datetime(2026, 12, 2, 18, 0, tzinfo=HANOI)
    with pytest.raises(BadInput, match="Có thể hẹn: 17:30 03/12/2026"):
        desk.apology(case, new_due_at=date(2026, 12, 2))
    assert proposed_dates(case, desk.now)[0] == datetime(2026, 12, 3, 17, 30, tzinfo=HANOI)


def test_the_next_working_days_are_proposed(desk: Desk) -> None:
    days = [one.date() for one in proposed_dates(desk.receive(), desk.now)]
    assert days == [date(2026, 11, 30), *(date(2026, 12, day) for day in (1, 2, 3, 4))]


def test_every_proposal_is_taken(desk: Desk) -> None:
    for index in range(5):
        case = desk.receive()
        wanted = proposed_dates(case, desk.now)[index]
        assert desk.apology(case, new_due_at=wanted).new_due_at == wanted


def test_a_registered_dossier_is_proposed_nothing(desk: Desk) -> None:
    assert proposed_dates(desk.register(), desk.now) == []
