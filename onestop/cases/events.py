"""The history of a case: one row for each thing that happened, told to the rooms above."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from onestop.cases.models import Apology, Case, CaseEvent
from onestop.cases.signals import case_changed
from onestop.directory.models import User
from onestop.directory.selectors import stood_in_for


def told(moment: datetime) -> str:
    """Return a moment as it stands in an event's data: ISO 8601 with the local offset."""
    return timezone.localtime(moment).isoformat()


def event_record(
    case: Case,
    kind: str,
    *,
    actor: User,
    now: datetime,
    from_state: str,
    reason: str = "",
    apology: Apology | None = None,
    data: dict[str, Any] | None = None,
) -> CaseEvent:
    """Store what happened to the case, which is saved already, and send `case_changed`.

    Runs inside the transaction of the change: receivers add their rows to it.
    """
    event = CaseEvent.objects.create(
        case=case,
        kind=kind,
        at=now,
        actor=actor,
        from_state=from_state,
        to_state=case.state,
        national_status=case.national_status,
        reason=reason,
        apology=apology,
        data={**(data or {}), **stood_in_for(actor)},
    )
    case_changed.send(sender=CaseEvent, event=event)
    return event
