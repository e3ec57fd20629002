"""One change of what an office has set: recorded by what differs before and after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onestop.directory.audit.record import audit_record
from onestop.directory.models import Office, User

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class OfficeChange:
    """A change under way in `office`, by `actor` at `now`."""

    office: Office
    actor: User
    now: datetime

    def record(self, action: str, subject: str, *, before: Facts, after: Facts) -> None:
        """Record what changed, came or went; nothing where nothing did."""
        changed = sorted(one for one in {*before, *after} if before.get(one) != after.get(one))
        if changed:
            audit_record(
                action=action,
                subject=subject,
                actor=self.actor,
                now=self.now,
                office_id=self.office.pk,
                before={one: before[one] for one in changed if one in before},
                after={one: after[one] for one in changed if one in after},
            )
