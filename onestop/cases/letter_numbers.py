"""Số văn bản: the number of a signed letter of apology (Decree 30/2020 Art. 15).

It begins with 1 on 1 January and ends on 31 December, is used once, and leaves no gap. The series
is the agency's, whose letter it is. The letter to the office and the one to the citizen are two
kinds of document, each with its own mark behind the same number.
"""

from datetime import datetime

from django.utils import timezone

from onestop.cases.models import Apology, ApologyNumber


def apology_number_give(apology: Apology, now: datetime) -> None:
    """Give the letter the agency's next number of the year; nothing is saved of the letter.

    The row of agency and year stays locked until the transaction ends, so that numbers follow one
    another without a gap: who is undone gives the number back.
    """
    year = timezone.localdate(now).year
    row, _created = ApologyNumber.objects.select_for_update().get_or_create(
        agency_id=apology.agency_id, year=year, defaults={"last": 0}
    )
    row.last += 1
    row.save(update_fields=["last"])
    apology.number, apology.number_year = row.last, year
