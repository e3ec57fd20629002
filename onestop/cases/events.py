"""The history of a case: one row for each thing that happened, told to the rooms above."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from onestop.cases.models import Apology, Case, CaseEvent
from onestop.cases.signals import case_changed
from onestop.directory.audit import audit_record
from onestop.directory.models import User
from onestop.directory.selectors import stood_in_for


def told(moment: datetime) -> str:
    """Return a moment as it stands in an event's data: ISO 8601 with the local offset."""
    return timezone.localtime(moment).isoformat()


def event_record(
    case: Case,
    kind: str,
    *,
    actor: User | None,
    now: datetime,
    from_state: str,
    reason: str = "",
    apology: Apology | None = None,
    data: dict[str, Any] | None = None,
    personal: Mapping[str, str] | None = None,
) -> CaseEvent:
    """Store what happened to the case, which is saved already, and send `case_changed`.

    Without an actor the office's clock did it. Runs inside the transaction of the change:
    receivers add their rows to it. `personal` holds personal values that were stored with it, for
    the audit.
    """
    event = CaseEvent(
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
    events_record([event], personal)
    return event


def events_record(events: Sequence[CaseEvent], personal: Mapping[str, str] | None = None) -> None:
    """Store events, each with its case loaded, audit them and send `case_changed` for each."""
    CaseEvent.objects.bulk_create(events)
    for event in events:
        _audit(event, personal or {})
        case_changed.send(sender=CaseEvent, event=event)


def _audit(event: CaseEvent, personal: Mapping[str, str]) -> None:
    """Record the event for who asks who did what; a reason may name people."""
    told = {"reason": event.reason, **personal}
    audit_record(
        action=event.kind if event.kind.startswith("apology.") else f"case.{event.kind}",
        subject=f"case:{event.case_id}",
        actor=event.actor,
        now=event.at,
        office_id=event.case.office_id,
        before={"state": event.from_state} if event.from_state else {},
        after=_facts(event),
        personal={field: (None, value) for field, value in told.items()},
    )


def _facts(event: CaseEvent) -> dict[str, Any]:
    facts = {
        "state": event.to_state,
        "national_status": event.national_status,
        "apology": event.apology_id,
        **event.data,
    }
    # Who was stood in for has a column of its own.
    return {name: value for name, value in facts.items() if value is not None and name != "for"}
