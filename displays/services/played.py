"""What enrolled screens say that they have played."""

from datetime import datetime, timedelta

from django.db import transaction

from displays.models import LobbySettings, PlayedCall
from displays.viewers import Audience, Viewer
from queueing.models import QueueEvent
from queueing.selectors import CALLS

FRESH = timedelta(minutes=15)  # an older call is not played any more
KEPT = 500  # events of an office for which is kept what was played of them


def call_played(*, viewer: Viewer, seq: int, aloud: bool, now: datetime) -> bool:
    """Note that the screen has shown the call of this event or, with `aloud`, read it.

    False, and nothing is noted, for what is no recent call that this screen shows. Without a
    voice in the office nothing counts as read. What was read once stays read.
    """
    if not _is_call(viewer, seq, now):
        return False
    aloud = aloud and not LobbySettings.objects.filter(office=viewer.office_id, voice=False)
    with transaction.atomic():
        row, _made = PlayedCall.objects.get_or_create(
            office_id=viewer.office_id, seq=seq, defaults={"at": now, "aloud": aloud}
        )
        if aloud and not row.aloud:
            PlayedCall.objects.filter(pk=row.pk, aloud=False).update(at=now, aloud=True)
        PlayedCall.objects.filter(office=viewer.office_id, seq__lte=seq - KEPT).delete()
    return True


def _is_call(viewer: Viewer, seq: int, now: datetime) -> bool:
    events = QueueEvent.objects.filter(
        office=viewer.office_id, seq=seq, kind__in=CALLS, at__gte=now - FRESH
    )
    if viewer.audience is Audience.COUNTER:
        events = events.filter(counter=viewer.pk)
    return viewer.audience is not Audience.TICKET and events.exists()
