"""The dispatch rule's settings, and the hours in which tickets are given."""

from collections.abc import Collection, Mapping
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
LONGEST_MINUTES = 120
LONGEST_PAUSE = 60  # seconds
# The settings of the rule with their largest values; the smallest is 0.
MOST: Mapping[str, int] = {
    "priority_turns": MOST_TURNS,
    "longest_wait": LONGEST_WAIT,
    "appointment_early": LONGEST_MINUTES,
    "appointment_late": LONGEST_MINUTES,
    "grace": LONGEST_MINUTES,
    "recall_pause": LONGEST_PAUSE,
}
MOST_OPENINGS = 28  # four a day


def dispatch_rule_set(
    *, office: Office, version: int, actor: User, now: datetime, **values: int
) -> None:
    """Set the numbers of the dispatch rule, named as in `MOST`; those that are left out stay.

    They hold from the next call on; with 0 priority turns or no longest wait a priority class
    gives no advantage. Raises `BadInput` for a number beyond its bound.
    """
    with arranging(office=office, version=version, actor=actor, now=now) as turn:
        for field, value in values.items():
            _ensure_within(field, value, MOST[field])
        rows = Queue.objects.select_for_update().filter(office=office)
        before = rows.values(*MOST).get()
        rows.update(**values)
        turn.record("queue.rule", f"office:{office.pk}", before=before, after={**before, **values})


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
