"""What an office's clerks may choose as the reason of an apology."""

from onestop.cases.apology_reasons import DEFAULTS, OTHER, OTHER_REASON, Reason
from onestop.cases.models import ApologyReason
from onestop.directory.models import Office


def apology_reasons_own(office: Office) -> list[str]:
    """Return the office's own list, empty while it has none."""
    return list(ApologyReason.objects.filter(office=office).values_list("text", flat=True))


def apology_reasons_of(office: Office) -> list[Reason]:
    """Return the choices, the office's own or the default ones; the last asks for words."""
    rows = ApologyReason.objects.filter(office=office)
    own = [Reason(f"r{one.pk}", one.text) for one in rows]
    return [*(own or DEFAULTS), Reason(OTHER, OTHER_REASON)]
