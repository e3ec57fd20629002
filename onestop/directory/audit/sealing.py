"""Sealing: what was written is put under a keyed digest, batch by batch, each chained to the last.

On PostgreSQL ids are given before they are committed: a row may appear behind others with higher
ids, or never. A seal names the ids of its range that were not there, and a later one takes in
those that came late.
"""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from onestop.directory.audit.digests import (
    COLUMNS,
    Ranges,
    Row,
    ranges_missing,
    row_digest,
    seal_digest,
)
from onestop.directory.audit.keys import AuditKey, audit_key
from onestop.directory.models import AuditEvent, AuditSeal

BATCH = 1000
# No transaction takes so long. Ids that were missing in a seal are looked for until there is a
# seal that is so much younger; what appears in their place later was put there.
LATE_WITHIN = timedelta(hours=1)
RANGES_A_QUERY = 50


def audit_seal(*, now: datetime) -> int:
    """Seal every row that is not sealed yet and return how many that were.

    Several processes may do it at once: of two seals with one number the database takes one.
    """
    sealed = 0
    while count := _seal_next(now):
        sealed += count
    return sealed


def holes_of(last: AuditSeal) -> Ranges:
    """Return the ids that were missing lately, up to the seal `last`, and have not come since."""
    recent = AuditSeal.objects.filter(at__gt=last.at - LATE_WITHIN, number__lte=last.number)
    missing: Ranges = []
    late: set[int] = set()
    for ranges, came in recent.order_by("number").values_list("missing", "late"):
        missing += ranges
        late.update(came)
    return [gap for one in missing for gap in _without(one, late)]


def rows_in(ranges: Ranges) -> list[Row]:
    """Return the rows that there are in ranges of ids, at most a batch of them."""
    rows: list[Row] = []
    for start in range(0, len(ranges), RANGES_A_QUERY):
        within = Q(pk__in=[])
        for first, end in ranges[start : start + RANGES_A_QUERY]:
            within |= Q(id__range=(first, end))
        found = AuditEvent.objects.filter(within).order_by("id")
        rows += found.values_list(*COLUMNS)[: BATCH - len(rows)]
    return rows


def _without(gap: list[int], came: set[int]) -> Ranges:
    first, end = gap
    return ranges_missing(first, end, sorted(one for one in came if first <= one <= end))


def _seal_next(now: datetime) -> int:
    """Write the next seal; return how many rows it covers, 0 if there is nothing to seal.

    Rows are read without a lock: they never change, and the seal itself is one INSERT.
    """
    last = AuditSeal.objects.order_by("-number").first()
    end = last.last_id if last else 0
    fresh = list(AuditEvent.objects.filter(id__gt=end).order_by("id").values_list(*COLUMNS)[:BATCH])
    late = rows_in(holes_of(last)) if last else []
    if not fresh and not late:
        return 0
    seal = _sealed(last, fresh, late, now, audit_key())
    try:
        with transaction.atomic():
            seal.save(force_insert=True)
    except IntegrityError:  # another process was first
        return 0
    return seal.count


def _sealed(
    last: AuditSeal | None, fresh: list[Row], late: list[Row], now: datetime, key: AuditKey
) -> AuditSeal:
    first_id = last.last_id + 1 if last else 1
    last_id = fresh[-1][0] if fresh else first_id - 1
    seal = AuditSeal(
        number=last.number + 1 if last else 1,
        at=max(now, last.at) if last else now,
        key=key.name,
        first_id=first_id,
        last_id=last_id,
        missing=ranges_missing(first_id, last_id, [row[0] for row in fresh]),
        late=[row[0] for row in late],
        count=len(fresh) + len(late),
        rows=b"".join(row_digest(key.seals, row) for row in (*fresh, *late)),
        previous=last.digest if last else "",
    )
    seal.digest = seal_digest(key.seals, seal)
    return seal
