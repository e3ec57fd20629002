"""Shorthand for what the audit's tests write into it, honestly and as an attacker would."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from django.db import connection

from onestop.directory.audit import audit_record
from onestop.directory.audit.guards import guards_create, guards_drop
from onestop.directory.audit.verifying import Verification

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def write(count: int = 1, *, now: datetime = NOW) -> list[int]:
    """Write rows and return their ids."""
    return [
        audit_record(
            action="case.stop", subject=f"case:{one}", actor=None, now=now, after={"n": one}
        )
        for one in range(count)
    ]


@contextmanager
def attacking() -> Iterator[None]:
    """Let a block change the audit as somebody may who can change the database's schema."""
    guards_drop(connection)
    try:
        yield
    finally:
        guards_create(connection)


def found(*heads: str) -> list[tuple[str, int | str]]:
    """Return what the verifier finds wrong."""
    faults = Verification(expected_heads=heads).faults()
    return [(str(fault.kind), fault.what) for fault in faults]


def counted() -> tuple[int, int, int]:
    """Return how many rows are sealed and unsealed, and how many ids are missing."""
    verification = Verification()
    list(verification.faults())
    return verification.sealed, verification.unsealed, verification.missing
