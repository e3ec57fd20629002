"""Writing the audit: one row for each change, in the transaction of the change."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from onestop.directory.audit.origin import origin_here
from onestop.directory.models import AuditEvent, User

Facts = Mapping[str, Any]


def audit_record(
    *,
    action: str,
    subject: str,
    actor: User | None,
    now: datetime,
    office_id: int | None = None,
    before: Facts | None = None,
    after: Facts | None = None,
) -> AuditEvent:
    """Store what was done to `subject`; runs inside the transaction of the change.

    `before` and `after` are JSON facts that are not personal: what changed, by field.
    """
    return AuditEvent.objects.create(
        at=now,
        actor_id=actor.pk if actor else None,
        stood_in_for_id=actor.stood_in_for_id if actor else None,
        office_id=office_id,
        action=action,
        subject=subject,
        origin=origin_here(),
        before=dict(before or {}),
        after=dict(after or {}),
    )
