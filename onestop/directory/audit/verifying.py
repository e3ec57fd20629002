"""Verifying: every seal and every sealed row is computed anew and compared.

It reads rows and seals in their order, a page at a time, so that the memory it takes does not grow
with the audit. It judges what there was when it began; what is written meanwhile is not yet sealed.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.db import connection

from onestop.directory.audit.digests import COLUMNS, ROW_BYTES, Row, row_digest, seal_digest
from onestop.directory.audit.guards import guards_missing
from onestop.directory.audit.keys import AuditKey, audit_keys
from onestop.directory.audit.sealing import LATE_WITHIN
from onestop.directory.audit.values import value_fits
from onestop.directory.models import AuditEvent, AuditSeal, AuditValue

PAGE = 1000
SEALS_A_PAGE = 100


class Kind(StrEnum):
    """What can be wrong."""

    ROW_ALTERED = "row_altered"
    ROW_REMOVED = "row_removed"
    ROW_INSERTED = "row_inserted"
    SEAL_BROKEN = "seal_broken"
    SEAL_REMOVED = "seal_removed"
    HEAD_CHANGED = "head_changed"
    VALUE_ALTERED = "value_altered"
    GUARD_MISSING = "guard_missing"


@dataclass(frozen=True)
class Fault:
    """Something that is not as it was sealed: `what` is a row's id, a seal's number or a name."""

    kind: Kind
    what: int | str


@dataclass
class Verification:
    """Verifies when `faults` is read to its end; the counts are right after that.

    `head` is the last seal, as "NUMBER:DIGEST"; `missing` counts ids that were never used or came
    to nothing, `unsealed` rows that no seal covers yet. `expected_heads` were noted down before:
    their seals must still be in the chain.
    """

    expected_heads: Collection[str] = ()
    seals: int = 0
    sealed: int = 0
    unsealed: int = 0
    missing: int = 0
    head: str = ""
    # Rows in the place of missing ids that a later seal may yet have taken in: id → seal's time.
    _waiting: dict[int, datetime] = field(default_factory=dict)
    _heads_met: set[str] = field(default_factory=set)

    def faults(self) -> Iterator[Fault]:
        """Yield everything that is wrong, in the order of the seals."""
        for name in guards_missing(connection):
            yield Fault(Kind.GUARD_MISSING, name)
        last = AuditSeal.objects.order_by("-number").first()
        before: AuditSeal | None = None
        for seal in _seals(last.number if last else 0):
            yield from self._seal_faults(before, seal)
            before = seal
        yield from self._leftovers(last)
        for head in self.expected_heads:
            if head not in self._heads_met:
                yield Fault(Kind.HEAD_CHANGED, head.partition(":")[0])
        yield from _value_faults()

    def _seal_faults(self, before: AuditSeal | None, seal: AuditSeal) -> Iterator[Fault]:
        """Compare one seal with the seal before it, with itself and with its rows."""
        self.seals += 1
        self.sealed += seal.count
        self.head = f"{seal.number}:{seal.digest}"
        self._heads_met.update({self.head}.intersection(self.expected_heads))
        for number in range(before.number + 1 if before else 1, seal.number):
            yield Fault(Kind.SEAL_REMOVED, number)
        key = next((one for one in audit_keys() if one.name == seal.key), None)
        if key is None or not _is_whole(seal, key) or not _follows(before, seal):
            yield Fault(Kind.SEAL_BROKEN, seal.number)
        if key is not None:
            yield from self._row_faults(seal, key)

    def _row_faults(self, seal: AuditSeal, key: AuditKey) -> Iterator[Fault]:
        """Compare the rows of a seal with the digests that it holds of them."""
        expected = _expected(seal)
        for row in _rows(seal.first_id, seal.last_id):
            digest = expected.pop(row[0], None)
            if digest is None:
                self._waiting[row[0]] = seal.at
            elif digest != row_digest(key.seals, row):
                yield Fault(Kind.ROW_ALTERED, row[0])
        late = AuditEvent.objects.filter(id__in=[one for one in seal.late if one in expected])
        for row in late.values_list(*COLUMNS):
            self._waiting.pop(row[0], None)
            if expected.pop(row[0]) != row_digest(key.seals, row):
                yield Fault(Kind.ROW_ALTERED, row[0])
        for missed in expected:
            yield Fault(Kind.ROW_REMOVED, missed)
        self.missing += sum(end - first + 1 for first, end in seal.missing) - len(seal.late)

    def _leftovers(self, last: AuditSeal | None) -> Iterator[Fault]:
        """Count what is not sealed yet; what stands where no row may come any more was inserted."""
        end = last.last_id if last else 0
        self.unsealed = AuditEvent.objects.filter(id__gt=end).count()
        for row_id, sealed_at in sorted(self._waiting.items()):
            if last and sealed_at > last.at - LATE_WITHIN:
                self.unsealed += 1
            else:
                yield Fault(Kind.ROW_INSERTED, row_id)


def _rows(first: int, last: int) -> Iterator[Row]:
    """Yield the rows with ids from `first` to `last` in their order, read a page at a time."""
    while first <= last:
        found = AuditEvent.objects.filter(id__range=(first, last)).order_by("id")
        page = list(found.values_list(*COLUMNS)[:PAGE])
        yield from page
        first = page[-1][0] + 1 if page else last + 1


def _seals(last: int) -> Iterator[AuditSeal]:
    """Yield the seals up to a number, a page at a time."""
    number: int | None = None
    while True:
        found = AuditSeal.objects.filter(number__lte=last).order_by("number")
        if number is not None:
            found = found.filter(number__gt=number)
        page = list(found[:SEALS_A_PAGE])
        if not page:
            return
        yield from page
        number = page[-1].number


def _is_whole(seal: AuditSeal, key: AuditKey) -> bool:
    return seal.digest == seal_digest(key.seals, seal)


def _follows(before: AuditSeal | None, seal: AuditSeal) -> bool:
    """Tell whether the seal continues the one before it, where that is there."""
    if before is None or before.number + 1 != seal.number:
        return seal.number > 1 or (seal.first_id == 1 and not seal.previous)
    return seal.previous == before.digest and seal.first_id == before.last_id + 1


def _expected(seal: AuditSeal) -> dict[int, bytes]:
    """Return the digest of each row that a seal covers, by the row's id."""
    digests = bytes(seal.rows)
    places = range(0, len(digests), ROW_BYTES)
    return {
        one: digests[place : place + ROW_BYTES]
        for one, place in zip(_ids(seal), places, strict=False)
    }


def _ids(seal: AuditSeal) -> Iterator[int]:
    """Yield the ids that a seal covers, in the order of its digests."""
    position = seal.first_id
    for first, end in [*seal.missing, [seal.last_id + 1, seal.last_id + 1]]:
        yield from range(position, first)
        position = end + 1
    yield from seal.late


def _value_faults() -> Iterator[Fault]:
    """Compare each personal value that is still held with the digest in its event."""
    position = 0
    while page := list(AuditValue.objects.filter(pk__gt=position).order_by("pk")[:PAGE]):
        events = AuditEvent.objects.in_bulk({one.event_id for one in page})
        for one in page:
            event = events.get(one.event_id)
            fits = event is not None and all(
                value_fits(one, side, facts.get(one.field))
                for side, facts in (("before", event.before), ("after", event.after))
            )
            if not fits:
                yield Fault(Kind.VALUE_ALTERED, f"{one.event_id} {one.field}")
        position = page[-1].pk
