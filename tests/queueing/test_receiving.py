"""The ticket's link to the case of the citizen at the counter."""

import pytest

from onestop.cases.models import Case
from onestop.cases.services import ApplicantData
from onestop.directory.models import User
from onestop.directory.refusals import BadInput, NotAllowed, NotFound, StateForbids
from queueing.models import Ticket
from queueing.services import ticket_attach_case, ticket_finish, ticket_receive_case
from tests.queueing.day import Day, stored

CITIZEN = ApplicantData(name="Nguyễn Thị Mẫu")


def receive(
    day: Day, ticket_id: int, actor: User | None = None, procedure: str = "1.004837"
) -> Case:
    """Receive a dossier for the ticket as An or somebody else."""
    return ticket_receive_case(
        office=day.cast.office,
        ticket_id=ticket_id,
        procedure_code=procedure,
        applicant=CITIZEN,
        actor=actor or day.cast.an,
        now=day.now,
    )


def test_the_dossier_of_who_is_served_is_linked(day: Day) -> None:
    ticket = day.called()
    case = receive(day, ticket.pk)
    assert stored(ticket).case == case
    assert case.state == "received"


def test_the_newest_dossier_of_a_visit_counts(day: Day) -> None:
    ticket = day.called()
    receive(day, ticket.pk)
    second = receive(day, ticket.pk)
    assert stored(ticket).case == second


def test_both_or_neither(day: Day) -> None:
    ticket = day.called()
    with pytest.raises(BadInput):
        receive(day, ticket.pk, procedure="9.999999")
    assert stored(ticket).case is None
    ticket_finish(ticket_id=ticket.pk, actor=day.cast.an, now=day.now)
    with pytest.raises(StateForbids):
        receive(day, ticket.pk)
    assert not Case.objects.exists()


def test_only_the_officer_before_whom_the_citizen_stands_receives(day: Day) -> None:
    ticket = day.called()
    refusals = {"binh": NotAllowed, "chi": NotAllowed, "quan": NotAllowed, "xuan": NotFound}
    for who, refusal in refusals.items():
        with pytest.raises(refusal):
            receive(day, ticket.pk, getattr(day.cast, who))
    assert not Case.objects.exists()


@pytest.mark.parametrize("ticket_id", [0, 999_999, 10**30])
def test_a_ticket_that_is_not_here_is_named_as_the_field(day: Day, ticket_id: int) -> None:
    with pytest.raises(BadInput) as refused:
        receive(day, ticket_id)
    assert list(refused.value.errors) == ["ticket"]


def test_a_case_is_not_linked_to_another_office_s_ticket(day: Day) -> None:
    case = receive(day, day.called().pk)
    Ticket.objects.update(office=day.cast.other_office)
    with pytest.raises(BadInput):
        ticket_attach_case(
            ticket_id=Ticket.objects.get().pk, case=case, actor=day.cast.an, now=day.now
        )
