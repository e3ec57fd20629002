"""Forms of the pages that take effect once, however often they are sent."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from onestop.cases.models import Case
from onestop.cases.services import ApplicantData, PaperData
from onestop.directory.models import Office, User
from queueing.models import SubmittedForm, Ticket
from queueing.services.appointments import appointment_check_in
from queueing.services.issuing import ticket_issue
from queueing.services.receiving import ticket_receive_case


def kiosk_ticket_issue(
    *,
    key: str,
    office: Office,
    service_code: str,
    priority_code: str | None,
    now: datetime,
    language: str = settings.LANGUAGE_CODE,
) -> Ticket:
    """Issue a ticket for a form of the kiosk; the same key again gets the same ticket."""

    def made() -> SubmittedForm:
        ticket = ticket_issue(
            office=office,
            service_code=service_code,
            priority_code=priority_code,
            language=language,
            actor=None,
            now=now,
        )
        return SubmittedForm(key=key, ticket=ticket, submitted_at=now)

    return _once(key, made).ticket


def kiosk_check_in(*, key: str, office: Office, code: str, language: str, now: datetime) -> Ticket:
    """Give an appointment's number for a form of the kiosk; the same key again gets the same."""

    def made() -> SubmittedForm:
        ticket = appointment_check_in(office=office, code=code, language=language, now=now)
        return SubmittedForm(key=key, ticket=ticket, submitted_at=now)

    return _once(key, made).ticket


def dossier_receive(
    *,
    key: str,
    ticket: Ticket,
    procedure_code: str,
    agency_code: str | None,
    applicant: ApplicantData,
    papers: list[PaperData],
    copies: int,
    return_method: str,
    actor: User,
    now: datetime,
) -> Case | None:
    """Receive the dossier of a form of the desk; the same key again gets the same case.

    None if the key belongs to a form without a case. Raises what `ticket_receive_case` raises.
    """

    def made() -> SubmittedForm:
        case = ticket_receive_case(
            office=ticket.office,
            ticket_id=ticket.pk,
            procedure_code=procedure_code,
            agency_code=agency_code,
            applicant=applicant,
            papers=papers,
            copies=copies,
            return_method=return_method,
            actor=actor,
            now=now,
        )
        return SubmittedForm(key=key, ticket=ticket, case=case, submitted_at=now)

    return _once(key, made).case


def _once(key: str, make: Callable[[], SubmittedForm]) -> SubmittedForm:
    """Return what the key's form made; two at once: the second is undone and given the first's."""
    known = _submitted(key)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            form = make()
            form.save(force_insert=True)
            return form
    except IntegrityError:
        known = _submitted(key)
        if known is None:
            raise
        return known


def _submitted(key: str) -> SubmittedForm | None:
    return SubmittedForm.objects.select_related("ticket", "case").filter(key=key).first()
