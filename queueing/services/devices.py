"""Enrolling devices where they stand: a rating tablet has a counter, a screen may have one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onestop.directory.audit import audit_record
from onestop.directory.models import Office, User
from onestop.directory.refusals import BadInput
from onestop.directory.rights import Role
from onestop.directory.services.changing import subject_of
from onestop.directory.services.devices import device_in_reach
from onestop.directory.services.enrolments import enrolment_confirm
from queueing.models import Counter, DeviceCounter

NEEDS_COUNTER = frozenset({Role.TABLET})
MAY_HAVE_COUNTER = NEEDS_COUNTER | {Role.SCREEN}


def device_enrol(
    *,
    code: str,
    office: Office,
    name: str,
    kind: Role,
    counter_id: int | None,
    actor: User,
    now: datetime,
) -> User:
    """Let the device that shows the code into the office, at a counter; return its account.

    Raises what `enrolment_confirm` raises, and `BadInput` for the counter.
    """
    with transaction.atomic():
        account = enrolment_confirm(
            code=code, office=office, name=name, kind=kind, actor=actor, now=now
        )
        _stand(account, kind, _counter(office, kind, counter_id))
    return account


def device_place(*, device_id: int, counter_id: int | None, actor: User, now: datetime) -> None:
    """Put a device at another counter, or (a screen) at none.

    Raises `NotFound` for another office's device, `BadInput` for the counter.
    """
    with transaction.atomic():
        membership = device_in_reach(device_id, actor)
        kind = Role(membership.role)
        counter = _counter(membership.office, kind, counter_id)
        _stand(membership.user, kind, counter)
        audit_record(
            action="device.set",
            subject=subject_of(membership.user),
            actor=actor,
            now=now,
            office_id=membership.office_id,
            after={"counter": counter and counter.pk},
        )


def _counter(office: Office, kind: Role, counter_id: int | None) -> Counter | None:
    if counter_id is None:
        if kind in NEEDS_COUNTER:
            raise BadInput.field("counter", _("Chọn quầy nơi đặt máy đánh giá."))
        return None
    if kind not in MAY_HAVE_COUNTER:
        raise BadInput.field("counter", _("Loại thiết bị này không đặt ở quầy. Hãy bỏ chọn quầy."))
    counter = Counter.objects.filter(office=office, pk=counter_id).first()
    if counter is None:
        raise BadInput.field("counter", _("Bộ phận này không có quầy đó. Hãy chọn lại."))
    return counter


def _stand(account: User, kind: Role, counter: Counter | None) -> None:
    if counter is not None:
        DeviceCounter.objects.update_or_create(account=account, defaults={"counter": counter})
    elif kind in MAY_HAVE_COUNTER:
        DeviceCounter.objects.filter(account=account).delete()
