"""The history of a case: one row for each thing that happened, told to the rooms above."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from onestop.cases.models import Apology, Case, CaseEvent
from onestop.cases.rows import NEW_EVENTS
from onestop.cases.signals import case_changed
from onestop.directory.audit import audit_record_all
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
    event = event_new(
        case,
        kind,
        actor=actor,
        now=now,
        from_state=from_state,
        reason=reason,
        apology=apology,
        data=data,
    )
    events_record([event], personal)
    return event


def event_new(
    case: Case,
    kind: str,
    *,
    actor: User | None,
    now: datetime,
    from_state: str,
    reason: str = "",
    apology: Apology | None = None,
    data: dict[str, Any] | None = None,
) -> CaseEvent:
    """Return an event of the case as it is now, not yet stored."""
    return CaseEvent(
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


def events_record(events: Sequence[CaseEvent], personal: Mapping[str, str] | None = None) -> None:
    """Store events, each with its case loaded, audit them and send `case_changed`."""
    if not events:
        return
    NEW_EVENTS.store(events)
    audit_record_all([_audited(one, personal or {}) for one in events])
    case_changed.send(sender=CaseEvent, events=list(events))


def _audited(event: CaseEvent, personal: Mapping[str, str]) -> dict[str, Any]:
    """Return what the audit says of the event, for who asks who did what; a reason may name people.

    `personal` are the personal values that were stored with it.
    """
    told = {"reason": event.reason, **personal}
    return {
        "action": event.kind if event.kind.startswith("apology.") else f"case.{event.kind}",
        "subject": f"case:{event.case_id}",
        "actor": event.actor,
        "now": event.at,
        "office_id": event.case.office_id,
        "before": {"state": event.from_state} if event.from_state else {},
        "after": _facts(event),
        "personal": {field: (None, value) for field, value in told.items() if value},
    }


def _facts(event: CaseEvent) -> dict[str, Any]:
    facts = {
        "state": event.to_state,
        "national_status": event.national_status,
        "apology": event.apology_id,
        **event.data,
    }
    # Who was stood in for has a column of its own.
    return {name: value for name, value in facts.items() if value is not None and name != "for"}
