"""What administrators see of the devices of their offices."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, QuerySet

import onestop
from onestop.directory.models import Device, Membership, Office
from onestop.directory.rights import DEVICES
from queueing.models import Counter, DeviceCounter

MOST_DEVICES = 300
MOST_COUNTERS = 300
# A device speaks twice a minute and is written down once a minute: longer silence is a trouble.
ONLINE = timedelta(seconds=150)


@dataclass(frozen=True)
class DeviceRow:
    """A device as it is shown: `state` is online, silent or never; `outdated`: load it anew."""

    membership: Membership
    device: Device
    counter: Counter | None
    last_seen: datetime | None
    state: str
    outdated: bool


def devices_in(offices: Iterable[Office], now: datetime) -> list[DeviceRow]:
    """Return the devices of these offices that are not revoked, in three queries."""
    devices = list(
        _devices().filter(office__in=list(offices)).order_by("office", "role", "pk")[:MOST_DEVICES]
    )
    return _rows(devices, now)


def device_row(membership: Membership, now: datetime) -> DeviceRow:
    """Return one device."""
    return _rows([_devices().get(pk=membership.pk)], now)[0]


def counters_in(offices: Iterable[Office]) -> list[Counter]:
    """Return the counters at which a device may stand."""
    counters = Counter.objects.filter(office__in=list(offices)).select_related("office")
    return list(counters.order_by("office__name", "position", "pk")[:MOST_COUNTERS])


def _devices() -> QuerySet[Membership, Any]:
    devices = Membership.objects.filter(role__in=DEVICES, user__is_active=True)
    told = devices.annotate(token_seen=Max("user__access_tokens__last_used_at"))
    return told.select_related("user__device", "office")


def _rows(devices: Iterable[Membership], now: datetime) -> list[DeviceRow]:
    devices = list(devices)
    places = DeviceCounter.objects.select_related("counter")
    counters = {
        one.account_id: one.counter
        for one in places.filter(account__in=[one.user_id for one in devices])
    }
    return [_row(one, counters.get(one.user_id), now) for one in devices]


def _row(membership: Any, counter: Counter | None, now: datetime) -> DeviceRow:
    device: Device = getattr(membership.user, "device", None) or Device(account=membership.user)
    seen = max(filter(None, (device.last_seen_at, membership.token_seen)), default=None)
    state = "never" if seen is None else "online" if now - seen <= ONLINE else "silent"
    of_browser = membership.role != "print_station" and bool(device.version)
    outdated = of_browser and device.version != onestop.VERSION
    return DeviceRow(membership, device, counter, seen, state, outdated)
