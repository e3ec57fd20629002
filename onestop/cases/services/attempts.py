"""How the citizen was told of a letter: each attempt with its channel and its result."""

from datetime import datetime

from django.utils.translation import gettext as _

from onestop.cases.models import Apology, ApologyAttempt
from onestop.directory.models import User
from onestop.directory.refusals import BadInput

Channel = ApologyAttempt.Channel


def channel_clean(channel: str) -> str:
    """Return the channel, or raise `BadInput` that names those there are (Art. 19(6))."""
    if channel not in Channel.values:
        told = ", ".join(str(label) for label in Channel.labels)
        sentence = _("Hãy chọn cách báo cho người nộp: %(channels)s.")
        raise BadInput.field("channel", sentence % {"channels": told})
    return channel


def attempt_store(
    apology: Apology, channel: str, *, reached: bool, actor: User, now: datetime
) -> ApologyAttempt:
    """Store an attempt, inside the transaction that holds the case's row."""
    return ApologyAttempt.objects.create(
        apology=apology, channel=channel, reached=reached, by=actor, at=now
    )
