"""Counters as the office arranges them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from onestop.directory.models import Office, User
from onestop.directory.refusals import BadInput, NotFound
from onestop.directory.storing import stored_clean
from queueing.models import Counter, CounterService, Service
from queueing.services.arranging.turn import arranging, snapshot

FIELDS = ("name", "position", "side")


class Place(NamedTuple):
    """Where a service stands at a counter: the smaller, the sooner; or only helped with."""

    rank: int = 1
    helps: bool = False


def counter_arrange(
    *,
    office: Office,
    counter_id: int | None,
    places: Mapping[int, Place],
    staff_ids: Collection[int],
    version: int,
    actor: User,
    now: datetime,
    **fields: Any,
) -> Counter:
    """Make a counter (`counter_id` None) or change one: where it is, what it takes, who sits there.

    `places` says of each service (by id) where it stands at the counter.
    Raises `BadInput` by field; whoever has the counter open now cannot be taken off it.
    """
    with arranging(office=office, version=version, actor=actor, now=now) as turn:
        counter = Counter(office=office) if counter_id is None else _counter(office, counter_id)
        before = _facts(counter)
        if counter.officer_id is not None and counter.officer_id not in staff_ids:
            raise BadInput.field("staff", _("Người đang mở quầy phải đóng quầy trước."))
        for name in FIELDS:
            setattr(counter, name, fields[name])
        stored_clean(counter)
        _serve(counter, places)
        members = User.objects.filter(memberships__office=office, pk__in=staff_ids)
        counter.staff.set(members.distinct())
        turn.record("queue.counter", f"counter:{counter.pk}", before=before, after=_facts(counter))
        return counter


def _serve(counter: Counter, places: Mapping[int, Place]) -> None:
    """Store what the counter takes, in its order; services of other offices are left out."""
    CounterService.objects.filter(counter=counter).delete()
    services = Service.objects.filter(office=counter.office, pk__in=list(places))
    CounterService.objects.bulk_create(
        CounterService(counter=counter, service=one, **places[one.pk]._asdict()) for one in services
    )


def _counter(office: Office, counter_id: int) -> Counter:
    counter = Counter.objects.filter(office=office, pk=counter_id).first()
    if counter is None:
        raise NotFound(_("Không tìm thấy quầy này."))
    return counter


def _facts(counter: Counter) -> dict[str, Any]:
    facts = snapshot(counter, FIELDS)
    if facts:
        rows = CounterService.objects.filter(counter=counter).order_by("service__code")
        facts["services"] = list(map(list, rows.values_list("service__code", "rank", "helps")))
        facts["staff"] = list(counter.staff.order_by("pk").values_list("pk", flat=True))
    return facts
