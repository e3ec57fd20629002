"""Until when things are held: the rules of an office as moments. No clock, no writes."""

from calendar import monthrange
from datetime import datetime, timedelta

from onestop.directory.models import Office, RetentionRules

ANSWERS_HELD = timedelta(days=1)
MONTHS_A_YEAR = 12


def retention_of(office: Office) -> RetentionRules:
    """Return the office's rules; the defaults, not stored, where it has set none."""
    found = RetentionRules.objects.filter(office=office).first()
    return found or RetentionRules(office=office)


def months_before(moment: datetime, months: int) -> datetime:
    """Return the moment so many months earlier; the last of a month where it has no such day."""
    count = moment.year * MONTHS_A_YEAR + moment.month - 1 - months
    year, month = count // MONTHS_A_YEAR, count % MONTHS_A_YEAR + 1
    day = min(moment.day, monthrange(year, month)[1])
    return moment.replace(year=year, month=month, day=day)
