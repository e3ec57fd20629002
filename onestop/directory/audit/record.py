"""Writing the audit: one row for each change, in the transaction of the change."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from onestop.directory.audit.rows import Facts, row_values, row_write, rows_write
from onestop.directory.audit.values import Personal, value_digests, values_salted, values_store
from onestop.directory.models import User


def audit_record(
    *,
    action: str,
    subject: str,
    actor: User | None,
    now: datetime,
    office_id: int | None = None,
    before: Facts | None = None,
    after: Facts | None = None,
    personal: Personal | None = None,
) -> int:
    """Store what was done to `subject` and return the row's id; inside the change's transaction.

    `before` and `after` are JSON facts that are not personal: what changed, by field. `personal`
    holds personal values by field, each before and after: of these the row gets digests.
    """
    salted = values_salted(personal or {})
    event_id = row_write(
        at=now,
        actor_id=actor.pk if actor else None,
        stood_in_for_id=actor.stood_in_for_id if actor else None,
        office_id=office_id,
        action=action,
        subject=subject,
        before={**(before or {}), **value_digests(salted, "before")},
        after={**(after or {}), **value_digests(salted, "after")},
    )
    if salted:
        values_store(event_id, subject, salted)
    return event_id


def audit_record_all(records: Sequence[Mapping[str, Any]]) -> None:
    """Store a row for each of several changes, given as what `audit_record` takes of one.

    They stand in their order, in one statement, unless one of them has personal values.
    """
    if any(any(one.get("personal", {}).values()) for one in records):
        for one in records:
            audit_record(**one)
        return
    rows_write([_row_values(**one) for one in records])


def _row_values(*, actor: User | None, now: datetime, **facts: Any) -> tuple[Any, ...]:
    facts.pop("personal", None)
    return row_values(
        at=now,
        actor_id=actor.pk if actor else None,
        stood_in_for_id=actor.stood_in_for_id if actor else None,
        **facts,
    )
