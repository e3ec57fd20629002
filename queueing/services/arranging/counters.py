"""Counters as the office arranges them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from onestop.directory.models import Office, User
from onestop.directory.refusals import BadInput, NotFound
from queueing.models import Counter, Service
from queueing.services.arranging.turn import arranging, snapshot, stored_clean

FIELDS = ("name", "position", "side")


def counter_arrange(
    *,
    office: Office,
    counter_id: int | None,
    service_ids: Collection[int],
    staff_ids: Collection[int],
    version: int,
    actor: User,
    now: datetime,
    **fields: Any,
) -> Counter:
    """Make a counter (`counter_id` None) or change one: its place, services and staff.

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
        counter.services.set(Service.objects.filter(office=office, pk__in=service_ids))
        members = User.objects.filter(memberships__office=office, pk__in=staff_ids)
        counter.staff.set(members.distinct())
        turn.record("queue.counter", f"counter:{counter.pk}", before=before, after=_facts(counter))
        return counter


def _counter(office: Office, counter_id: int) -> Counter:
    counter = Counter.objects.filter(office=office, pk=counter_id).first()
    if counter is None:
        raise NotFound(_("Không tìm thấy quầy này."))
    return counter


def _facts(counter: Counter) -> dict[str, Any]:
    facts = snapshot(counter, FIELDS)
    if facts:
        facts["services"] = list(counter.services.order_by("code").values_list("code", flat=True))
        facts["staff"] = list(counter.staff.order_by("pk").values_list("pk", flat=True))
    return facts
