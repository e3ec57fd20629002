"""What the catalogue says in words."""

from django.utils.translation import gettext as _

from onestop.catalogue.models import Procedure
from onestop.catalogue.validity import Span


def term_words(value: int | None, unit: str) -> str:
    """Return a processing time such as «3 ngày làm việc»; nothing where none is known."""
    if value is None:
        return ""
    if value == 0:
        return _("trong ngày làm việc")
    return f"{value} {Procedure.Unit(unit).label}"


def span_words(span: Span) -> str:
    """Return from which day to which day something is in force."""
    first = f"{span.first:%d/%m/%Y}" if span.first else ""
    last = f"{span.last:%d/%m/%Y}" if span.last else ""
    if first and last:
        return _("từ %(first)s đến hết %(last)s") % {"first": first, "last": last}
    if first:
        return _("từ %(first)s") % {"first": first}
    return _("đến hết %(last)s") % {"last": last} if last else _("không giới hạn")
