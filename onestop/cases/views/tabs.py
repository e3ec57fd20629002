"""Which lists of cases an account has: the tabs above each of them."""

from typing import Any

from onestop.cases.places import HANDING_OVER, place_name
from onestop.cases.transitions import STEP_RIGHT
from onestop.directory.models import User
from onestop.directory.rights import rights_of


def tabs_of(actor: User) -> dict[str, Any]:
    """Return what the tabs ask: whether the account works on steps and hands dossiers over."""
    return {
        "has_work": has_work(actor),
        "hands_over": bool(HANDING_OVER & rights_of(actor)),
        "office_name": place_name(None),
    }


def has_work(actor: User) -> bool:
    """Tell whether one of the account's roles works on steps."""
    return not STEP_RIGHT.keys().isdisjoint(actor.roles())
