"""The ticket's link to its case: the dossier of the citizen who stands at the counter."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from onestop.cases.models import Case
from onestop.cases.services import ApplicantData, PaperData, ReturnNow, case_receive
from onestop.directory.audit import audit_record
from onestop.directory.models import Office, User
from onestop.directory.refusals import BadInput
from onestop.directory.rights import Right, ensure_right
from queueing.models import Ticket
from queueing.services.access import ensure_works_here, locked_ticket_of
from queueing.services.events import locked_queue


def ticket_attach_case(*, ticket_id: int, case: Case, actor: User, now: datetime) -> Ticket:
    """Link the ticket that the account serves to a case; the newest case of a visit counts.

    Raises `BadInput` for a ticket of another office, `NotAllowed` for whoever may not receive
    cases or operate the ticket's counter, `StateForbids` unless it is called or served there.
    """
    office = case.office
    ensure_works_here(actor, office, _("Không tìm thấy hồ sơ này."))
    ensure_right(actor, Right.CASE_RECEIVE, office=office)
    with locked_queue(office, actor=actor, now=now):
        ticket = _ticket_before(actor, office, ticket_id)
        before, ticket.case = ticket.case_id, case
        ticket.save(update_fields=["case"])
        audit_record(
            action="ticket.case",
            subject=f"ticket:{ticket.pk}",
            actor=actor,
            now=now,
            office_id=office.pk,
            before={"case": before} if before else {},
            after={"case": case.pk},
        )
        return ticket


def ticket_receive_case(
    *,
    office: Office,
    ticket_id: int,
    procedure_code: str,
    applicant: ApplicantData,
    actor: User,
    now: datetime,
    channel: str = Case.Channel.COUNTER,
    copies: int = 1,
    return_method: str = Case.ReturnMethod.COUNTER,
    papers: Sequence[PaperData] = (),
    agency_code: str | None = None,
    return_now: ReturnNow | None = None,
) -> Case:
    """Receive the dossier of the citizen whom the account serves, and link ticket and case.

    Both or neither. Raises what `case_receive` and `ticket_attach_case` raise.
    """
    ensure_works_here(actor, office, _("Không tìm thấy bộ phận một cửa này."))
    ensure_right(actor, Right.CASE_RECEIVE, office=office)
    with locked_queue(office, actor=actor, now=now):
        _ticket_before(actor, office, ticket_id)
        case = case_receive(
            office=office,
            procedure_code=procedure_code,
            applicant=applicant,
            actor=actor,
            now=now,
            channel=channel,
            copies=copies,
            return_method=return_method,
            papers=papers,
            agency_code=agency_code,
            return_now=return_now,
        )
        ticket_attach_case(ticket_id=ticket_id, case=case, actor=actor, now=now)
        return case


def _ticket_before(actor: User, office: Office, ticket_id: int) -> Ticket:
    """Return the ticket, locked, whose citizen stands before this account."""
    if not Ticket.objects.filter(pk=ticket_id, office=office).exists():
        raise BadInput.field("ticket", _("Không có số này ở bộ phận một cửa này."))
    return locked_ticket_of(actor, ticket_id, *Ticket.ACTIVE)
