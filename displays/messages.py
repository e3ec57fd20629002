"""The messages that screens get, as the contract of the websockets names them."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone

from displays.viewers import FeedEvent
from queueing.overview import Happened

View = Mapping[str, object]

# The lists of a view whose entries are told one by one, and what tells them apart.
ENTRIES: Mapping[str, str] = {"counters": "id", "services": "code"}


def moment(at: datetime) -> str:
    """Return the time as messages carry it: ISO 8601 in the office's zone, to the millisecond."""
    return timezone.localtime(at).isoformat(timespec="milliseconds")


def feed_event(event: Happened) -> FeedEvent:
    """Return what screens get of an event: never the actor, the case or the event's data."""
    at = moment(event.at)
    return FeedEvent(
        seq=event.seq,
        at=at,
        ticket_id=event.ticket_id,
        counter_id=event.counter["id"] if event.counter else None,
        fields={
            "type": "event",
            "seq": event.seq,
            "kind": event.kind,
            "number": event.number or None,
            "counter": event.counter,
            "at": at,
        },
    )


def hidden(event: FeedEvent) -> dict[str, object]:
    """Return the event for a viewer who need not see it: only its place in the sequence."""
    return {
        "type": "event",
        "seq": event.seq,
        "kind": "none",
        "number": None,
        "counter": None,
        "at": event.at,
    }


def snapshot(seq: int, now: datetime, view: View) -> dict[str, object]:
    """Return everything that a viewer shows at this sequence."""
    return {"type": "snapshot", "seq": seq, "at": moment(now), **view}


def heartbeat(seq: int, now: datetime) -> dict[str, object]:
    """Return the sign that the feed lives and what its last sequence is."""
    return {"type": "heartbeat", "seq": seq, "at": moment(now)}


def changes(before: View | None, after: View) -> dict[str, object]:
    """Return the fields of a view that an event changed; all of them if `before` is not known.

    Of the long lists only the entries that changed: a call concerns one counter of many. Where an
    entry came, went or moved, `keys` names all that there are, in order.
    """
    known = {} if before is None else before
    changed = {name: value for name, value in after.items() if _differs(known, name, value)}
    keys = {}
    for name in ENTRIES.keys() & changed.keys():
        there, now = _keys(known, name), _keys(after, name)
        if now is not None and there != now:
            keys[name] = now
        if now is not None and there is not None:
            changed[name] = _changed_entries(ENTRIES[name], known[name], after[name])
    return {**changed, "keys": keys} if keys else changed


def _differs(known: View, name: str, value: object) -> bool:
    return name not in known or known[name] != value


def _keys(view: View, name: str) -> list[object] | None:
    """Return what tells a list's entries apart; None where it has no entries but plain words."""
    entries: Any = view.get(name)
    if entries is None or not all(isinstance(one, Mapping) for one in entries):
        return None
    return [one[ENTRIES[name]] for one in entries]


def _changed_entries(key: str, before: Any, after: Any) -> list[dict[str, object]]:
    known = {one[key]: one for one in before}
    return [one for one in after if known.get(one[key]) != one]


def as_text(message: Mapping[str, object]) -> str:
    """Return the message as it goes over the wire; times in it become text."""
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"), default=moment)
