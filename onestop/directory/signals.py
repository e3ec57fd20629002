"""News of accounts for the rooms above, which know what an account has in its hands.

Sent inside the transaction of the change: a receiver changes its own rows with it, and does
everything else `on_commit`.
"""

from dataclasses import dataclass
from datetime import datetime

from django.dispatch import Signal
from django.utils.functional import Promise

from onestop.directory.models import User


@dataclass(frozen=True)
class Leaving:
    """An account that has lost rights: whatever it may no longer do is handed over now.

    `account` is as it is after the change, `successor` is who takes the work over (None: it goes
    back to everybody's list), `reason` is a sentence in the office's language.
    """

    account: User
    successor: User | None
    actor: User
    now: datetime
    reason: str


@dataclass(frozen=True)
class OpenWork:
    """A kind of work that an account has in its hands, and how much."""

    name: str | Promise
    count: int


# Arguments: leaving (Leaving).
account_left = Signal()
# Arguments: account (User). Each receiver returns a list of OpenWork.
open_work_asked = Signal()
# Arguments: account_id. Tokens of the account have ended: what is still connected is looked at.
access_ended = Signal()
# Arguments: account_id. Something else is wished of a device.
device_wished = Signal()
