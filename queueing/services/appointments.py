"""Promising a time, taking it back, and giving the number to who comes with the code."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.cases.words import moment
from onestop.directory.audit import audit_record
from onestop.directory.models import Office, User
from onestop.directory.refusals import BadInput, NotFound, Refusal, StateForbids
from onestop.directory.rights import Right, ensure_right
from queueing.appointments import DAYS_AHEAD, free_slots, is_within_reach, slots_of
from queueing.availability import closed_sentence
from queueing.models import Appointment, Service, Ticket
from queueing.services.access import ensure_works_here
from queueing.services.choices import Choices, case_asked
from queueing.services.events import OfficeQueue, locked_queue
from queueing.services.issuing import promised_ticket_issue
from queueing.slots import CHECK_IN_EARLY, Coming, coming

CODE_DIGITS = 8
# Times that are told to whoever asked for one that is not to be had.
MOST_TOLD = 8


def appointment_book(
    *,
    office: Office,
    service_code: str,
    at: datetime,
    case_code: str | None = None,
    key: str = "",
    actor: User,
    now: datetime,
) -> Appointment:
    """Promise a time of a service and return it with its code; `at` is local without an offset.

    The one-time `key` of a form gets what it got before. Raises `BadInput` by field for a service
    that takes no appointments, a time that is none of its slots, past or too far ahead, and a case
    that is not here; `StateForbids` for a slot that is full; `NotAllowed`, also for a case when
    the account may not see cases.
    """
    _ensure_may_book(office, actor, with_case=case_code is not None)
    service = Choices(office).service(service_code)
    case = case_asked(office, case_code)
    with locked_queue(office, actor=actor, now=now) as queue:
        known = Appointment.objects.filter(key=key).first() if key else None
        if known is not None:
            return known
        appointment = Appointment(
            office=office,
            key=key,
            service=service,
            at=_free_time(service, at, queue.at),
            code=_new_code(office),
            case=case,
            booked_at=queue.at,
            booked_by=actor,
        )
        appointment.save(force_insert=True)
        _record(queue, appointment, "appointment.book", at=appointment.at.isoformat())
        return appointment


def appointment_cancel(*, appointment_id: int, actor: User, now: datetime) -> Appointment:
    """Take the promise back: its code gives no number any more, its place is free again.

    Raises `StateForbids` once its number is taken or it is cancelled, `NotFound`, `NotAllowed`.
    """
    office = _in_reach(appointment_id, actor).office
    with locked_queue(office, actor=actor, now=now) as queue:
        appointment = _locked(office, pk=appointment_id)
        _ensure_booked(appointment)
        appointment.cancelled_at = queue.at
        appointment.save(update_fields=["cancelled_at"])
        _record(queue, appointment, "appointment.cancel", cancelled=True)
        return appointment


def appointment_check_in(
    *, office: Office, code: str, language: str = settings.LANGUAGE_CODE, now: datetime
) -> Ticket:
    """Give the number of the appointment with this code to the citizen who has come.

    Spaces and hyphens in the code do not matter. The day's limit of numbers does not hold for who
    was promised a time. Raises `NotFound` for an unknown code; `StateForbids`, in words for the
    citizen, for one that is used, cancelled, too early or too late, and while the service or the
    office gives no numbers.
    """
    with locked_queue(office, actor=None, now=now) as queue:
        appointment = _locked(office, code=_digits(code))
        _ensure_may_check_in(appointment, queue)
        ticket = promised_ticket_issue(
            queue,
            appointment.service,
            language=language,
            case=appointment.case,
            appointment_at=appointment.at,
        )
        appointment.ticket = ticket
        appointment.save(update_fields=["ticket"])
        return ticket


def _ensure_may_book(office: Office, actor: User, *, with_case: bool) -> None:
    ensure_works_here(actor, office, _("Không tìm thấy bộ phận một cửa này."))
    ensure_right(actor, Right.APPOINTMENT_MANAGE, office=office)
    if with_case:
        ensure_right(actor, Right.CASE_VIEW, office=office)


def _in_reach(appointment_id: int, actor: User) -> Appointment:
    missing = _("Không tìm thấy lịch hẹn này.")
    found = Appointment.objects.select_related("office").filter(pk=appointment_id).first()
    if found is None:
        raise NotFound(missing)
    ensure_works_here(actor, found.office, missing)
    ensure_right(actor, Right.APPOINTMENT_MANAGE, office=found.office)
    return found


def _free_time(service: Service, at: datetime, now: datetime) -> datetime:
    """Return the slot that begins at `at`, if it is still to come and takes one more."""
    if not service.slot_places:
        raise BadInput.field("service", _("Việc này không nhận hẹn trước."))
    moment_at = _local(at)
    if moment_at is None or moment_at <= now or not is_within_reach(moment_at.date(), now):
        within = _("Giờ hẹn phải ở phía trước, trong vòng %(days)d ngày.") % {"days": DAYS_AHEAD}
        raise BadInput.field("at", within)
    slot = next((one for one in slots_of(service, moment_at.date()) if one.at == moment_at), None)
    if slot is None or not slot.free:
        raise _not_to_be_had(service, moment_at, now, full=slot is not None)
    return slot.at


def _not_to_be_had(service: Service, at: datetime, now: datetime, *, full: bool) -> Refusal:
    """Return the refusal of a time, with the times that are still free on that date."""
    free = [f"{timezone.localtime(one.at):%H:%M}" for one in free_slots(service, at.date(), now)]
    listed = ", ".join(free[:MOST_TOLD]) or _("không còn giờ nào")
    if full:
        return StateForbids(
            _("Khung giờ này đã đủ người hẹn. Ngày đó còn: %(times)s.") % {"times": listed}
        )
    sentence = _("Không có khung giờ hẹn này. Ngày đó còn: %(times)s.") % {"times": listed}
    return BadInput.field("at", sentence)


def _local(at: datetime) -> datetime | None:
    """Return the time on the office's clock; None for one that no calendar holds."""
    if not datetime(2000, 1, 1) < at.replace(tzinfo=None) < datetime(2200, 1, 1):  # noqa: DTZ001
        return None
    return timezone.localtime(timezone.make_aware(at) if timezone.is_naive(at) else at)


def _new_code(office: Office) -> str:
    """Return a code that the office never had; the queue's row is locked."""
    while True:
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
        if not Appointment.objects.filter(office=office, code=code).exists():
            return code


def _digits(code: str) -> str:
    """Return the digits of a code that was typed or scanned, without what stands between them."""
    return code[: 4 * CODE_DIGITS].translate(str.maketrans("", "", " -\u00a0"))


def _locked(office: Office, **known: object) -> Appointment:
    """Return the appointment as it is now, locked; the queue's row must be locked before."""
    if "\x00" in str(known.get("code", "")):
        raise NotFound(_unknown())
    found = (
        Appointment.objects.select_for_update(of=("self",))
        .select_related("service", "case", "ticket")
        .filter(office=office, **known)
        .first()
    )
    if found is None:
        raise NotFound(_unknown())
    found.office = found.service.office = office
    return found


def _unknown() -> str:
    return _(
        "Không có mã hẹn này. Xin ông/bà xem lại tám chữ số trên giấy hẹn hoặc lấy số như bình "
        "thường."
    )


def _ensure_booked(appointment: Appointment) -> None:
    if appointment.cancelled_at is not None:
        raise StateForbids(
            _("Lịch hẹn này đã hủy. Xin ông/bà lấy số như bình thường hoặc hỏi cán bộ.")
        )
    if appointment.ticket is not None:
        raise StateForbids(
            _("Mã hẹn này đã dùng: số %(number)s, lấy lúc %(time)s.")
            % {
                "number": appointment.ticket.number,
                "time": f"{timezone.localtime(appointment.ticket.issued_at):%H:%M}",
            }
        )


def _ensure_may_check_in(appointment: Appointment, queue: OfficeQueue) -> None:
    """Raise `StateForbids` unless the appointment gives its number now."""
    _ensure_booked(appointment)
    _ensure_in_time(appointment, queue)
    closed = closed_sentence(queue.office, queue.at)
    if closed:
        raise StateForbids(closed)
    service = appointment.service
    if not service.active:
        stopped = _("“%(name)s” đang tạm ngừng nhận.") % {"name": service.name}
        raise StateForbids(f"{stopped} {service.message or _('Xin hỏi cán bộ hướng dẫn.')}")


def _ensure_in_time(appointment: Appointment, queue: OfficeQueue) -> None:
    at, late = appointment.at, timedelta(minutes=queue.row.appointment_late)
    came = coming(at, queue.at, late=late)
    if came is Coming.EARLY:
        raise StateForbids(
            _("Giờ hẹn của ông/bà là %(at)s. Xin quay lại lấy số từ %(opens)s.")
            % {"at": moment(at), "opens": f"{timezone.localtime(at - CHECK_IN_EARLY):%H:%M}"}
        )
    if came is Coming.LATE:
        raise StateForbids(
            _("Giờ hẹn của ông/bà là %(at)s, nay đã qua. Xin lấy số như bình thường.")
            % {"at": moment(at)}
        )


def _record(queue: OfficeQueue, appointment: Appointment, action: str, **after: object) -> None:
    audit_record(
        action=action,
        subject=f"appointment:{appointment.pk}",
        actor=queue.actor,
        now=queue.at,
        office_id=queue.office.pk,
        after={"service": appointment.service.code, **after},
    )
