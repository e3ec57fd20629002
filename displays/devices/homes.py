"""Which page a device shows."""

from django.urls import reverse

from onestop.directory.models import Membership, User
from onestop.directory.rights import Role
from queueing.models import DeviceCounter


def device_home(account: User) -> str | None:
    """Return the address of the page that the device shows, None for one that shows none."""
    membership = Membership.objects.select_related("office").filter(user=account).first()
    place = DeviceCounter.objects.filter(account=account).first()
    if membership is None:
        return None
    code, kind = membership.office.code, Role(membership.role)
    if kind is Role.KIOSK:
        return reverse("kiosk", args=[code])
    if kind is Role.SCREEN and place is None:
        return reverse("lobby", args=[code])
    if kind is Role.SCREEN and place is not None:
        return reverse("counter-screen", args=[place.counter_id])
    if kind is Role.TABLET and place is not None:
        return reverse("rating", args=[place.counter_id])
    return None
