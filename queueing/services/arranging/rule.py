"""The dispatch rule's settings, and the hours in which tickets are given."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from onestop.directory.models import Office, User
from onestop.directory.refusals import BadInput
from queueing.availability import opening_hours
from queueing.models import OpeningHours, Queue
from queueing.opening import Hours, overlap
from queueing.services.arranging.turn import arranging

MOST_TURNS = 20
LONGEST_WAIT = 480  # minutes: a working day
MOST_OPENINGS = 28  # four a day


def dispatch_rule_set(
    *,
    office: Office,
    priority_turns: int,
    longest_wait: int,
    version: int,
    actor: User,
    now: datetime,
) -> None:
    """Set after how many priority turns an ordinary one follows, and the longest wait in minutes.

    It holds from the next call on; with 0 a priority class gives no advantage.
    """
    with arranging(office=office, version=version, actor=actor, now=now) as turn:
        _ensure_within("priority_turns", priority_turns, MOST_TURNS)
        _ensure_within("longest_wait", longest_wait, LONGEST_WAIT)
        rows = Queue.objects.select_for_update().filter(office=office)
        before = rows.values("priority_turns", "longest_wait").get()
        after = {"priority_turns": priority_turns, "longest_wait": longest_wait}
        rows.update(**after)
        turn.record("queue.rule", f"office:{office.pk}", before=before, after=after)


def opening_hours_set(
    *, office: Office, hours: Collection[Hours], version: int, actor: User, now: datetime
) -> None:
    """Replace the hours in which tickets are given; without any they are given always.

    Raises `BadInput` for an opening that ends before it begins or overlaps another.
    """
    with arranging(office=office, version=version, actor=actor, now=now) as turn:
        _ensure_hours(hours)
        before = opening_hours(office)
        OpeningHours.objects.filter(office=office).delete()
        OpeningHours.objects.bulk_create(
            OpeningHours(office=office, **one._asdict()) for one in sorted(hours)
        )
        turn.record(
            "queue.hours",
            f"office:{office.pk}",
            before={"hours": _told(before)},
            after={"hours": _told(hours)},
        )


def _ensure_within(field: str, value: int, most: int) -> None:
    if not 0 <= value <= most:
        raise BadInput.field(field, _("Nhập một số từ 0 đến %(most)d.") % {"most": most})


def _ensure_hours(hours: Collection[Hours]) -> None:
    if len(hours) > MOST_OPENINGS:
        raise BadInput.field("hours", _("Nhiều khoảng giờ quá."))
    for one in hours:
        if one.closes <= one.opens:
            raise BadInput.field(f"day_{one.weekday}", _("Giờ đóng phải sau giờ mở."))
    double = overlap(hours)
    if double is not None:
        raise BadInput.field(f"day_{double.weekday}", _("Hai khoảng giờ chồng lên nhau."))


def _told(hours: Collection[Hours]) -> list[str]:
    return [f"{one.weekday} {one.opens:%H:%M}-{one.closes:%H:%M}" for one in sorted(hours)]
