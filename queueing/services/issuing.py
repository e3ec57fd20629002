"""Issuing a ticket: the number is committed before anybody sees or prints it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.cases.models import Case
from onestop.directory.models import Office, User
from onestop.directory.refusals import BadInput, StateForbids
from onestop.directory.rights import Right, ensure_right
from queueing.availability import reasons_not_to_issue
from queueing.models import NumberSeries, PriorityClass, QueueEvent, Service, Ticket
from queueing.numbering import next_in_series, number_text
from queueing.services.access import ensure_works_here
from queueing.services.events import OfficeQueue, locked_queue
from queueing.services.inputs import LONGEST_CASE_CODE, line_of_text
from queueing.waiting import rules_of, tickets_ahead


def ticket_issue(
    *,
    office: Office,
    service_code: str,
    priority_code: str | None = None,
    case_code: str | None = None,
    print_slip: bool = True,
    language: str = settings.LANGUAGE_CODE,
    appointment_at: datetime | None = None,
    actor: User | None,
    now: datetime,
) -> Ticket:
    """Issue the next number of the service's series; `actor` None is the citizen at the kiosk.

    `language` is that of the slip, `appointment_at` when the citizen is expected today. Raises
    `BadInput` by field for a service (also one that is closed or full), priority class, case,
    language or appointment that is not to be had here, `NotAllowed` if the account may not.
    """
    _ensure_may_issue(office, actor, with_case=case_code is not None)
    service = open_service(office, service_code)
    priority = _priority_class(office, priority_code)
    case = case_of(office, case_code)
    slip = {"print": print_slip, "language": known_language(language)}
    with locked_queue(office, actor=actor, now=now) as queue:
        _ensure_gives_tickets(service, queue)
        ticket = numbered(queue, service)
        ticket.priority, ticket.case = priority, case
        ticket.appointment_at = _appointment(appointment_at, queue.today)
        return lined_up(queue, ticket, slip)


def lined_up(queue: OfficeQueue, ticket: Ticket, slip: Mapping[str, object]) -> Ticket:
    """Store the new ticket, record it with what its slip needs, and return it."""
    ticket.save(force_insert=True)
    ahead = tickets_ahead(ticket, rules_of(queue.row), queue.at)
    queue.record(QueueEvent.Kind.TICKET_ISSUED, ticket=ticket, data={**slip, "ahead": ahead})
    return ticket


def _ensure_may_issue(office: Office, actor: User | None, *, with_case: bool) -> None:
    if actor is None:
        return
    ensure_works_here(actor, office, _("Không tìm thấy bộ phận một cửa này."))
    ensure_right(actor, Right.TICKET_ISSUE, office=office)
    if with_case:
        ensure_right(actor, Right.CASE_VIEW, office=office)


def _ensure_gives_tickets(service: Service, queue: OfficeQueue) -> None:
    """Raise `StateForbids` outside the opening hours and once the day's capacity is given out."""
    why_not = reasons_not_to_issue(queue.office, [service], queue.at).get(service.pk)
    if why_not:
        raise StateForbids(f"{service.name}: {why_not}")


def numbered(queue: OfficeQueue, service: Service) -> Ticket:
    """Return a ticket, not yet stored, with the next number of the series of today."""
    series = NumberSeries.objects.select_for_update().filter(
        office=queue.office, letter=service.letter, day=queue.today
    )
    row = series.first() or NumberSeries(
        office=queue.office, letter=service.letter, day=queue.today
    )
    row.last = next_in_series(row.last if row.pk else None, service.start)
    row.save()
    return Ticket(
        office=queue.office,
        service=service,
        day=row.day,
        letter=row.letter,
        sequence=row.last,
        number=number_text(row.letter, row.last, service.width),
        issued_at=queue.at,
        waiting_since=queue.at,
    )


def open_service(office: Office, code: str) -> Service:
    """Return the office's service with this code if it is open; else `BadInput` says which are."""
    services = list(office.services.all())
    open_ones = [one for one in services if one.active]
    for one in services:
        if one.code == code and one.active:
            one.office = office
            return one
    closed = next((one for one in services if one.code == code), None)
    problem = (
        (_("Dịch vụ “%(name)s” đang đóng.") % {"name": closed.name} + f" {closed.message}").strip()
        if closed
        else _("Không có dịch vụ này.")
    )
    raise BadInput.field(
        "service", problem + " " + _("Đang mở: %(codes)s.") % {"codes": _listed(open_ones)}
    )


def _priority_class(office: Office, code: str | None) -> PriorityClass | None:
    if code is None:
        return None
    classes = list(office.priority_classes.filter(active=True))
    for one in classes:
        if one.code == code:
            return one
    raise BadInput.field(
        "priority",
        _("Không có đối tượng ưu tiên này. Đang dùng: %(codes)s.") % {"codes": _listed(classes)},
    )


def _listed(choices: Iterable[Service | PriorityClass]) -> str:
    return ", ".join(f"{one.code} ({one.name})" for one in choices) or "–"


def case_of(office: Office, code: str | None) -> Case | None:
    """Return the office's case with this code, None for none; else `BadInput`."""
    if code is None:
        return None
    text = line_of_text("case", code, longest=LONGEST_CASE_CODE)
    case = Case.objects.filter(office=office, code=text).first()
    if case is None:
        raise BadInput.field("case", _("Không có hồ sơ này ở đây. Hãy xem lại mã trên giấy hẹn."))
    return case


def _appointment(at: datetime | None, today: date) -> datetime | None:
    """Return the time of the appointment, local where it has no offset; it must be today's."""
    if at is None:
        return None
    if not datetime(2000, 1, 1) < at.replace(tzinfo=None) < datetime(2200, 1, 1):  # noqa: DTZ001
        raise BadInput.field("appointment_at", _("Giờ hẹn phải là của hôm nay."))
    aware = timezone.make_aware(at) if timezone.is_naive(at) else at
    if timezone.localdate(aware) != today:
        raise BadInput.field("appointment_at", _("Giờ hẹn phải là của hôm nay."))
    return aware


def known_language(code: str) -> str:
    """Return the code of a language that slips are printed in; else `BadInput`."""
    known = [one for one, _name in settings.LANGUAGES]
    if code not in known:
        raise BadInput.field("language", _("Phải là: %(codes)s.") % {"codes": ", ".join(known)})
    return code
