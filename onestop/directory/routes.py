"""Who may enter a page, a call of the API or a websocket: said at the route, where it is checked.

Every route carries an `Entry`. The office's own things are guarded once more in the service: the
entry asks whether the account holds one of the rights in any of its offices.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.utils.translation import gettext as _

from onestop.directory.models import User
from onestop.directory.refusals import NotAllowed
from onestop.directory.rights import Right, rights_of

P = ParamSpec("P")
R = TypeVar("R")
Route = TypeVar("Route", bound=Callable[..., Any])

# Where Django's class-based views and channels' consumers keep their class.
CLASSES = ("view_class", "consumer_class")


class Who(StrEnum):
    """Who is let in at all."""

    # Citizens and screens: what it shows hangs on the wall, or opens with a secret of its own.
    ANYONE = "anyone"
    # Every account and device that is signed in.
    SIGNED_IN = "signed_in"
    # Who holds one of the entry's rights somewhere.
    RIGHT = "right"


@dataclass(frozen=True)
class Entry:
    """The rule of one route: one of the rights is needed, or all of them `together`."""

    who: Who
    rights: frozenset[Right] = frozenset()
    together: bool = False

    def admits(self, user: User | None) -> bool:
        """Tell whether the account (None: nobody) may enter."""
        if self.who is Who.ANYONE:
            return True
        if user is None or not user.is_active:
            return False
        return self.who is Who.SIGNED_IN or self.opens_to(rights_of(user))

    def opens_to(self, held: frozenset[Right]) -> bool:
        """Tell whether these rights are enough."""
        return self.rights <= held if self.together else bool(self.rights & held)


def anyone(route: Route) -> Route:
    """Let everyone enter."""
    return marked(route, Entry(Who.ANYONE))


def entry_for(*rights: Right, together: bool = False) -> Entry:
    """Return the entry for who holds one of the rights; without any, for who is signed in."""
    return Entry(Who.RIGHT, frozenset(rights), together) if rights else Entry(Who.SIGNED_IN)


def entry_of(route: object) -> Entry | None:
    """Return the entry of a route; None: nobody has said who may enter.

    A view or consumer that is a class may carry it itself.
    """
    for one in (route, *(getattr(route, name, None) for name in CLASSES)):
        entry = getattr(one, "entry", None)
        if isinstance(entry, Entry):
            return entry
    return None


def ensure_entry(user: User, entry: Entry) -> None:
    """Raise `NotAllowed` unless the account may enter."""
    if not entry.admits(user):
        raise NotAllowed(
            _("Tài khoản của bạn không có quyền làm việc này. Hãy nhờ người có thẩm quyền."),
        )


def needs(
    *rights: Right,
) -> Callable[[Callable[Concatenate[Any, P], R]], Callable[Concatenate[Any, P], R]]:
    """Guard a call of the API: it stands directly above the function."""
    entry = entry_for(*rights)

    def guard(call: Callable[Concatenate[Any, P], R]) -> Callable[Concatenate[Any, P], R]:
        @wraps(call)
        def guarded(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> R:
            ensure_entry(request.auth, entry)
            return call(request, *args, **kwargs)

        return marked(guarded, entry)

    return guard


def marked(route: Route, entry: Entry) -> Route:
    """Say at the route who may enter it."""
    vars(route)["entry"] = entry
    return route
