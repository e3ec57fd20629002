"""Mã hồ sơ: the code that a case has for life (Decree 118/2025 Art. 28)."""

from datetime import datetime

from django.utils import timezone

from onestop.cases.models import CaseNumber
from onestop.directory.models import Agency

WIDTH = 4  # digits at least; the ten-thousandth case of a day gets five


def case_code(agency_code: str, now: datetime, number: int) -> str:
    """Return agency – local date of reception – number of the day: `H00.01-261123-0001`."""
    return f"{agency_code}-{timezone.localdate(now):%y%m%d}-{number:0{WIDTH}d}"


def case_code_next(agency: Agency, now: datetime) -> str:
    """Return the agency's next code of the day.

    The row of the agency and day stays locked until the transaction ends, so that numbers follow
    one another without a gap: who is undone gives the number back.
    """
    row, _created = CaseNumber.objects.select_for_update().get_or_create(
        agency=agency, day=timezone.localdate(now), defaults={"last": 0}
    )
    row.last += 1
    row.save(update_fields=["last"])
    return case_code(agency.code, now, row.last)
