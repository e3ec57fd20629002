"""Which new date an apology may promise (Decree 118/2025 Art. 19(6))."""

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice

from django.utils.translation import gettext as _

from onestop.clock.calendar import WorkingCalendar
from onestop.directory.refusals import BadInput

PROPOSALS = 5
# A promise for a later year than the year after next is a slip of the pen.
MOST_YEARS = 2


def new_dates(
    calendar: WorkingCalendar, *, due_at: datetime, now: datetime, count: int = PROPOSALS
) -> list[datetime]:
    """Return the closing times of the next working days that a new date may be."""
    return list(islice(_closings(calendar, max(due_at, now)), count))


def new_date_clean(
    calendar: WorkingCalendar, wanted: date | datetime, *, due_at: datetime, now: datetime
) -> datetime:
    """Return the moment until which the result is promised; a date alone means its closing time.

    Raises `BadInput` that names the rule and proposes a date: a new date lies after the present
    one and after now, within two years, in the working hours of the deadline calendar. A time
    without a zone is local.
    """
    earliest = max(due_at, now)
    if not 0 <= wanted.year - calendar.local(now).year <= MOST_YEARS:
        raise _refused(_later(), calendar, earliest)
    moment = _moment(calendar, wanted)
    hours = calendar.hours(moment.date())
    if not hours:
        raise _refused(_("Ngày hẹn mới phải là ngày làm việc."), calendar, max(earliest, moment))
    if moment <= earliest:
        raise _refused(_later(), calendar, earliest)
    if not hours[0][0] <= moment <= hours[-1][1]:
        rule = _("Giờ hẹn mới phải trong giờ làm việc.")
        raise _refused(rule, calendar, max(earliest, hours[0][0]))
    return moment


def _moment(calendar: WorkingCalendar, wanted: date | datetime) -> datetime:
    """Return the wanted moment on the calendar's clock."""
    if isinstance(wanted, datetime):
        aware = wanted if wanted.tzinfo else wanted.replace(tzinfo=calendar.tz)
        return calendar.local(aware)
    if calendar.is_working_day(wanted):
        return calendar.closing(wanted)
    return datetime.combine(wanted, time(), tzinfo=calendar.tz)


def _closings(calendar: WorkingCalendar, after: datetime) -> Iterator[datetime]:
    """Yield the closing times that come after the moment."""
    day = calendar.working_day_from(calendar.local(after).date())
    while True:
        if calendar.closing(day) > after:
            yield calendar.closing(day)
        day = calendar.next_working_day(day)


def _later() -> str:
    return _("Ngày hẹn mới phải sau hạn hiện tại, sau hôm nay và trong vòng hai năm.")


def _refused(rule: str, calendar: WorkingCalendar, after: datetime) -> BadInput:
    """Return the refusal that names the rule and the first date after the moment."""
    proposed = next(_closings(calendar, after))
    told = {"rule": rule, "day": f"{proposed:%H:%M %d/%m/%Y}"}
    return BadInput.field("new_due_at", _("%(rule)s Có thể hẹn: %(day)s.") % told)
