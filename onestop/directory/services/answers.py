"""Answers that are held for repeated requests: for a day, sealed."""

from datetime import datetime

from django.db.models import CharField
from django.db.models.functions import Cast, Left

from onestop.directory.keys import key_id_of
from onestop.directory.models import RepeatableRequest
from onestop.directory.retention import ANSWERS_HELD

AT_ONCE = 1000
# Letters of a sealed text up to the dot behind its key's id.
START = len("v1.00000000.")


def answers_remove(*, now: datetime) -> int:
    """Remove at most a thousand answers that are older than a day; return how many."""
    old = RepeatableRequest.objects.filter(created_at__lt=now - ANSWERS_HELD)
    ids = list(old.order_by("created_at").values_list("pk", flat=True)[:AT_ONCE])
    removed, _by_model = RepeatableRequest.objects.filter(pk__in=ids).delete()
    return removed


def answer_keys_in_use() -> set[str]:
    """Return the ids of the keys that sealed the answers of the day, without opening them."""
    starts = RepeatableRequest.objects.annotate(start=Left(Cast("body", CharField()), START))
    return {
        key_id_of(one + "-") for one in starts.order_by().values_list("start", flat=True).distinct()
    }
