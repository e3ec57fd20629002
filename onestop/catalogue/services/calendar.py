"""Every write to a deadline calendar; what fills the catalogue from tables is in `importers`.

Each tells the rooms above by `calendar_changed` when something came, went or changed.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from onestop.catalogue.causes import CalendarCause
from onestop.catalogue.models import CalendarDay, DeadlineHours, OfficeException
from onestop.catalogue.selectors import deadline_week
from onestop.catalogue.signals import calendar_changed
from onestop.clock.calendar import Hours, SpecialDay, WorkingCalendar
from onestop.directory.audit import audit_record
from onestop.directory.models import Office, User
from onestop.directory.refusals import BadInput, NotAllowed
from onestop.directory.rights import Right, ensure_right, has_right
from onestop.directory.texts import name_clean

LONGEST_NAME = 200
# A day further away is a slip of the pen.
YEARS_BACK, YEARS_AHEAD = 5, 10
STRETCHES = 2  # of an office's own day: before and after lunch

Facts = dict[str, Any]


@transaction.atomic
def calendar_day_set(*, day: SpecialDay, notice: str = "", actor: User, now: datetime) -> None:
    """Set a day off or a swapped working day of the country.

    It counts in every office, so the account must manage all of them (`NotAllowed`). Raises
    `BadInput` for a name or a date that cannot be used.
    """
    ensure_manages_all(actor)
    ensure_day(day.day, now)
    facts: Facts = {
        "kind": CalendarDay.Kind.WORKING if day.working else CalendarDay.Kind.OFF,
        "name": name_clean("name", day.name, longest=LONGEST_NAME),
        "notice": name_clean("notice", notice, longest=LONGEST_NAME, required=False),
        "estimated": day.estimated,
    }
    before = CalendarDay.objects.select_for_update().filter(date=day.day).values(*facts).first()
    if before == facts:
        return
    CalendarDay.objects.update_or_create(date=day.day, defaults=facts)
    _audit("calendar.day", day.day, None, actor, now, before=before or {}, after=facts)
    _tell(CalendarCause.DAY_SET, None, days=(day.day,), name=facts["name"], actor=actor, now=now)


@transaction.atomic
def calendar_day_remove(*, day: date, actor: User, now: datetime) -> None:
    """Let a day of the country be what its weekday is; rights as for setting it."""
    ensure_manages_all(actor)
    known = CalendarDay.objects.filter(date=day).first()
    if known is None:
        return
    known.delete()
    before = {"kind": known.kind, "name": known.name, "notice": known.notice}
    _audit("calendar.day", day, None, actor, now, before=before, after={})
    _tell(CalendarCause.DAY_REMOVED, None, days=(day,), name=known.name, actor=actor, now=now)


@transaction.atomic
def office_exception_set(*, office: Office, day: SpecialDay, actor: User, now: datetime) -> None:
    """Set a day on which the office is closed or works other hours; `day.name` is the reason.

    Raises `NotAllowed`, and `BadInput` for a reason, a date or hours that cannot be used.
    """
    ensure_right(actor, Right.OFFICE_MANAGE, office=office)
    ensure_day(day.day, now)
    facts = {**_hours_facts(day), "reason": name_clean("name", day.name, longest=LONGEST_NAME)}
    rows = OfficeException.objects.select_for_update().filter(office=office, date=day.day)
    known = rows.first()
    if known and all(getattr(known, name) == value for name, value in facts.items()):
        return
    before = _told(known) if known else {}
    stored, _made = OfficeException.objects.update_or_create(
        office=office, date=day.day, defaults=facts
    )
    _audit("calendar.exception", day.day, office, actor, now, before=before, after=_told(stored))
    _tell(
        CalendarCause.EXCEPTION_SET,
        office,
        days=(day.day,),
        name=facts["reason"],
        actor=actor,
        now=now,
    )


@transaction.atomic
def office_exception_remove(*, office: Office, day: date, actor: User, now: datetime) -> None:
    """Let the office work on the day as everybody does."""
    ensure_right(actor, Right.OFFICE_MANAGE, office=office)
    known = OfficeException.objects.filter(office=office, date=day).first()
    if known is None:
        return
    known.delete()
    _audit("calendar.exception", day, office, actor, now, before=_told(known), after={})
    _tell(
        CalendarCause.EXCEPTION_REMOVED,
        office,
        days=(day,),
        name=known.reason,
        actor=actor,
        now=now,
    )


@transaction.atomic
def deadline_hours_set(
    *, office: Office, week: tuple[Hours, ...], actor: User, now: datetime
) -> None:
    """Set the hours of Monday to Sunday by which the office's deadlines are counted.

    The hours in which the queue is open stay what they are. Raises `NotAllowed`, and `BadInput`
    for a week without any hours and for hours out of order.
    """
    ensure_right(actor, Right.OFFICE_MANAGE, office=office)
    week_clean(week)
    before = deadline_week(office)
    if before == week:
        return
    DeadlineHours.objects.filter(office=office).delete()
    DeadlineHours.objects.bulk_create(
        DeadlineHours(office=office, weekday=weekday, opens=opens, closes=closes)
        for weekday, hours in enumerate(week)
        for opens, closes in hours
    )
    audit_record(
        action="calendar.hours",
        subject=f"office:{office.pk}",
        actor=actor,
        now=now,
        office_id=office.pk,
        before={"week": [hours_said(one) for one in before]},
        after={"week": [hours_said(one) for one in week]},
    )
    _tell(CalendarCause.HOURS_SET, office, days=(), name="", actor=actor, now=now)


def manages_all(actor: User) -> bool:
    """Tell whether the account manages every office there is."""
    mine = {one.pk for one in actor.offices() if has_right(actor, Right.OFFICE_MANAGE, office=one)}
    return bool(mine) and not Office.objects.exclude(pk__in=mine).exists()


def ensure_manages_all(actor: User) -> None:
    """Raise `NotAllowed` unless the account manages every office there is."""
    if not manages_all(actor):
        raise NotAllowed(
            _(
                "Ngày nghỉ chung tính cho mọi bộ phận một cửa: chỉ ai quản trị tất cả mới được"
                " sửa. Với riêng bộ phận của bạn, hãy đặt ngày riêng."
            )
        )


def ensure_day(day: date, now: datetime) -> None:
    """Raise `BadInput` for a day too far away to be meant."""
    first, last = now.year - YEARS_BACK, now.year + YEARS_AHEAD
    if not first <= day.year <= last:
        sentence = _("Ngày phải từ năm %(first)d đến năm %(last)d.")
        raise BadInput.field("day", sentence % {"first": first, "last": last})


def week_clean(week: tuple[Hours, ...]) -> None:
    """Raise `BadInput` unless the week has hours, and each day's are in order."""
    try:
        WorkingCalendar(week)
    except ValueError:
        raise BadInput(
            _("Tuần phải có giờ làm việc; giờ đóng sau giờ mở và hai buổi không chồng lên nhau.")
        ) from None


def hours_said(hours: Hours) -> str:
    """Return "07:30–11:30, 13:30–17:30"; "" without hours."""
    return ", ".join(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in hours)


def _told(exception: OfficeException) -> Facts:
    return {"reason": exception.reason, "hours": hours_said(exception.hours)}


def _hours_facts(day: SpecialDay) -> Facts:
    hours = day.hours or ()
    if day.working and not 1 <= len(hours) <= STRETCHES:
        raise BadInput.field("opens", _("Nhập giờ làm việc của ngày đó: một hoặc hai buổi."))
    padded: Sequence[tuple[Any, Any]] = (*hours, *[(None, None)] * (STRETCHES - len(hours)))
    (opens, closes), (opens_again, closes_again) = padded
    return {
        "opens": opens,
        "closes": closes,
        "opens_again": opens_again,
        "closes_again": closes_again,
    }


def _audit(
    action: str,
    day: date,
    office: Office | None,
    actor: User,
    now: datetime,
    *,
    before: Facts,
    after: Facts,
) -> None:
    audit_record(
        action=action,
        subject=f"calendar:{day}",
        actor=actor,
        now=now,
        office_id=office.pk if office else None,
        before=before,
        after=after,
    )


def _tell(cause: CalendarCause, office: Office | None, **told: Any) -> None:
    """Send the news: days, name, actor, now."""
    calendar_changed.send(sender=CalendarDay, cause=cause, office=office, **told)
