"""Where a page of a list goes on: a moment and a row's id, or the id alone."""

from datetime import UTC, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from onestop.directory.refusals import BadInput

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
# Digits of a moment in microseconds (until the year 2286) and of a row's id.
LONGEST_MOMENT = 16
LONGEST_ID = 18


def cursor_at(moment: datetime, row_id: int) -> str:
    """Return the cursor behind a row that is listed by a moment."""
    return f"{(moment - EPOCH) // MICROSECOND}-{row_id}"


def later_than(cursor: str, field: str) -> Q:
    """Return the condition of rows after the cursor, by the moment and then the id, upwards."""
    return _beyond(cursor, field, "gt")


def earlier_than(cursor: str, field: str) -> Q:
    """Return the condition of rows after the cursor, by the moment and then the id, downwards."""
    return _beyond(cursor, field, "lt")


def older_than(cursor: str) -> Q:
    """Return the condition of rows after a cursor that is an id, downwards."""
    return Q(id__lt=_digits(cursor, LONGEST_ID)) if cursor else Q()


def _beyond(cursor: str, field: str, way: str) -> Q:
    if not cursor:
        return Q()
    moment, _dash, row_id = cursor.partition("-")
    at = EPOCH + MICROSECOND * _digits(moment, LONGEST_MOMENT)
    beyond = Q(**{f"{field}__{way}": at})
    return beyond | Q(**{field: at, f"id__{way}": _digits(row_id, LONGEST_ID)})


def _digits(text: str, longest: int) -> int:
    if not 0 < len(text) <= longest or not (text.isascii() and text.isdigit()):
        raise BadInput.field("cursor", _("Không có trang này."))
    return int(text)
