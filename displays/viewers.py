"""Whom a feed is for, and which events each of them may see."""

from dataclasses import dataclass
from enum import StrEnum


class Audience(StrEnum):
    """The kinds of screens; the names are those of the websocket addresses."""

    LOBBY = "lobby"
    COUNTER = "counter"
    TICKET = "ticket"


@dataclass(frozen=True, slots=True)
class Address:
    """What an address names: an office's code, a counter's id or a ticket's token, as text."""

    audience: Audience
    name: str


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """An event as screens get it: `fields` is public, the ids only say whom it concerns."""

    seq: int
    at: str
    ticket_id: int | None
    counter_id: int | None
    fields: dict[str, object]


@dataclass(frozen=True, slots=True)
class Viewer:
    """An office's lobby, a counter's screen or a ticket's phones: all who see the same.

    `pk` is the id of the office, the counter or the ticket.
    """

    audience: Audience
    office_id: int
    pk: int

    def sees(self, event: FeedEvent) -> bool:
        """Tell whether the event concerns this viewer; the others get its number only."""
        if self.audience is Audience.COUNTER:
            return event.counter_id == self.pk
        if self.audience is Audience.TICKET:
            return event.ticket_id == self.pk
        return True
