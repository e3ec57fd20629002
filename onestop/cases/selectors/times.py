"""Times as programs read them: with the offset of the office's clock."""

from datetime import datetime

from django.utils import timezone


def local(moment: datetime | None) -> datetime | None:
    """Return the moment with the local offset."""
    return timezone.localtime(moment) if moment else None
