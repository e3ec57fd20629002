"""The administrators' first page: what there is to manage, by right, with how much of it.

Each room adds its own entries when it starts; a page that this installation has not is left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from onestop.directory.models import User
from onestop.directory.rights import Right, rights_of

Count = Callable[[User], str]


@dataclass(frozen=True)
class HubEntry:
    """A page of administration: its URL name, what it is for, and who may enter.

    `count` says in words how much there is for this account.
    """

    url_name: str
    name: str | Promise
    hint: str | Promise
    rights: frozenset[Right]
    count: Count | None = None


@dataclass(frozen=True)
class HubLink:
    """An entry as one account sees it."""

    address: str
    name: str | Promise
    hint: str | Promise
    count: str


_entries: dict[str, HubEntry] = {}


def hub_register(entries: Sequence[HubEntry]) -> None:
    """Add a room's pages, in its order; called once, when the room starts."""
    _entries.update({entry.url_name: entry for entry in entries})


def hub_of(user: User) -> list[HubLink]:
    """Return what the account may manage."""
    mine = [entry for entry in _entries.values() if entry.rights & rights_of(user)]
    return [link for entry in mine if (link := _link(entry, user)) is not None]


def _link(entry: HubEntry, user: User) -> HubLink | None:
    try:
        address = reverse(entry.url_name)
    except NoReverseMatch:
        return None
    count = entry.count(user) if entry.count else ""
    return HubLink(address, entry.name, entry.hint, count)
