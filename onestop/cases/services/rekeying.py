"""Writing personal numbers again with the newest key, some at a time, while the office works."""

from django.db import transaction
from django.db.models import QuerySet

from onestop.cases.models import Applicant
from onestop.cases.persons import digest_fields
from onestop.directory.keys import ring

AT_ONCE = 200
WRITTEN = ("identity", "phone", "identity_digest", "phone_digest", "key")


def applicants_outdated() -> QuerySet[Applicant]:
    """Return the applicants that an older key wrote; who is anonymised has no key."""
    return Applicant.objects.exclude(key__in=["", ring().newest.id]).order_by("pk")


def applicants_rekey(*, after: int = 0, at_once: int = AT_ONCE) -> int | None:
    """Write at most `at_once` applicants again; return the last one's id, None if none is left.

    One transaction: a row is written by the old key or by the new one, never half.
    """
    with transaction.atomic():
        rows = applicants_outdated().filter(pk__gt=after).select_for_update(of=("self",))
        batch = list(rows[:at_once])
        for row in batch:
            vars(row).update(digest_fields(row.identity, row.phone))
        Applicant.objects.bulk_update(batch, WRITTEN)
        return batch[-1].pk if batch else None


def keys_in_use() -> set[str]:
    """Return the ids of the keys that wrote applicants."""
    keys = Applicant.objects.exclude(key="").order_by().values_list("key", flat=True)
    return set(keys.distinct())
