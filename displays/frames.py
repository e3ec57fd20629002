"""Ready-made messages of one reading: made once, however many sockets they go to."""

from django.utils import timezone

from displays.messages import View, changes, heartbeat, hidden, snapshot
from displays.outlets import Frame
from displays.reading import Reading, is_near
from displays.viewers import FeedEvent, Viewer


class Frames:
    """The frames of one reading, for each viewer what it may see."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._open: dict[int, Frame] = {}
        self._hidden: dict[int, Frame] = {}
        self._welcomes: dict[tuple[Viewer, int | None], list[Frame]] = {}

    def news(self, viewer: Viewer, after: int, before: View | None) -> list[Frame]:
        """Return the events after a sequence; one of them carries what they changed in the view.

        It is the last that this viewer sees, so that a call and where it goes come together.
        `before` is what the viewer shows now; None stands for nothing yet.
        """
        events = [event for event in self._reading.events if event.seq > after]
        frames = [self._event(viewer, event) for event in events]
        if events and self._reading.complete:
            now = changes(before, self._reading.views[viewer])
            if now:
                place = _last_seen(viewer, events)
                frames[place] = Frame({**_fields(viewer, events[place]), "now": now})
        return frames

    def welcome(self, viewer: Viewer, since: int | None) -> list[Frame]:
        """Return what brings a client that has `since` up to date: the gap, or a snapshot."""
        near = since if since is not None and is_near(since, self._reading.seq) else None
        if (viewer, near) not in self._welcomes:
            self._welcomes[viewer, near] = self._welcome(viewer, near)
        return self._welcomes[viewer, near]

    def _welcome(self, viewer: Viewer, since: int | None) -> list[Frame]:
        seq = self._reading.seq
        if since is None:
            view = self._reading.views[viewer]
            return [Frame(snapshot(seq, timezone.now(), view))]
        if since == seq:
            return [Frame(heartbeat(seq, timezone.now()))]
        return self.news(viewer, since, None)

    def _event(self, viewer: Viewer, event: FeedEvent) -> Frame:
        made = self._open if viewer.sees(event) else self._hidden
        if event.seq not in made:
            made[event.seq] = Frame(_fields(viewer, event))
        return made[event.seq]


def _fields(viewer: Viewer, event: FeedEvent) -> dict[str, object]:
    return event.fields if viewer.sees(event) else hidden(event)


def _last_seen(viewer: Viewer, events: list[FeedEvent]) -> int:
    """Return the place of the last event that the viewer sees, else of the last one."""
    seen = (place for place in reversed(range(len(events))) if viewer.sees(events[place]))
    return next(seen, -1)
