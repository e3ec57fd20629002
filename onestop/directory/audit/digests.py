"""What is sealed of a row and of a seal, as bytes, and the keyed digests of both."""

import hmac
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from onestop.directory.models import AuditSeal

# The columns of a row, in the order in which they are sealed.
COLUMNS = (
    "id",
    "at",
    "actor_id",
    "stood_in_for_id",
    "office_id",
    "action",
    "subject",
    "origin",
    "before",
    "after",
)
ROW_BYTES = 16
Row = tuple[Any, ...]
Ranges = list[list[int]]


def row_digest(key: bytes, row: Row) -> bytes:
    """Return the 16 bytes that stand for a row, given as its `COLUMNS`."""
    return hmac.digest(key, b"row " + _bytes(row), "sha256")[:ROW_BYTES]


def seal_digest(key: bytes, seal: AuditSeal) -> str:
    """Return the digest of a seal: everything that it says, and the digest before it."""
    told = [
        seal.number,
        seal.at,
        seal.key,
        seal.first_id,
        seal.last_id,
        seal.missing,
        seal.late,
        seal.count,
        bytes(seal.rows).hex(),
        seal.previous,
    ]
    return hmac.digest(key, b"seal " + _bytes(told), "sha256").hex()


def ranges_missing(first: int, last: int, present: Iterable[int]) -> Ranges:
    """Return the ranges of ids from `first` to `last` that are not among the sorted `present`."""
    gaps: Ranges = []
    expected = first
    for one in (*present, last + 1):
        if one > expected:
            gaps.append([expected, one - 1])
        expected = one + 1
    return gaps


def _bytes(values: Iterable[Any]) -> bytes:
    return json.dumps(
        list(values), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_text
    ).encode()


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    raise TypeError(value)
