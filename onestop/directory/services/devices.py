"""Devices: kiosks, screens, tablets and print stations, each an account that nobody signs in to."""

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from onestop.directory.audit import audit_record
from onestop.directory.models import Device, Membership, Office, User
from onestop.directory.models.devices import LONGEST_ERROR, LONGEST_VERSION, LOUDEST
from onestop.directory.refusals import BadInput, NotAllowed, NotFound
from onestop.directory.rights import DEVICES, Right, Role, ensure_right, has_right
from onestop.directory.services.changing import subject_of
from onestop.directory.services.tokens import access_token_issue, access_tokens_end
from onestop.directory.signals import device_wished
from onestop.directory.texts import name_clean

LONGEST_NAME = 60
MOST_DEVICES = 200
SEEN_STEP = timedelta(minutes=1)


def device_add(
    *, office: Office, name: str, kind: Role, actor: User | None, now: datetime
) -> tuple[User, str]:
    """Add a device to the office; return its account and its token, which is not kept.

    `actor` is None for who works on the server itself. Raises `BadInput` by field (name, kind),
    `NotAllowed`.
    """
    with transaction.atomic():
        device = device_make(office=office, name=name, kind=kind, actor=actor, now=now)
        token = access_token_issue(user=device, now=now, name=device.full_name)
    return device, token


def device_make(
    *, office: Office, name: str, kind: Role, actor: User | None, now: datetime
) -> User:
    """Add a device that has no token yet; runs inside the transaction of who gives it one.

    Raises what `device_add` raises.
    """
    if actor is not None:
        ensure_right(actor, Right.DEVICE_MANAGE, office=office)
    if kind not in DEVICES:
        raise BadInput.field("kind", _("Chọn một loại thiết bị."))
    name = name_clean("name", name, longest=LONGEST_NAME)
    _ensure_name_free(office, name)
    device = User.objects.create(
        username=f"device-{secrets.token_hex(6)}",
        full_name=name,
        password=make_password(None),
    )
    Membership.objects.create(user=device, office=office, role=kind)
    Device.objects.create(account=device)
    _record("device.add", device, office, actor, now, kind=kind)
    return device


def device_revoke(*, device_id: int, actor: User, now: datetime) -> User:
    """Turn a device away for good: its tokens end, and its websockets are closed.

    Nothing happens to one that is revoked already. Raises `NotFound` for another office's.
    """
    with transaction.atomic():
        membership = device_in_reach(device_id, actor)
        device = User.objects.select_for_update(no_key=True).get(pk=membership.user_id)
        if device.is_active:
            device.is_active = False
            device.session_epoch += 1
            device.save(update_fields=["is_active", "session_epoch"])
            access_tokens_end(account=device, now=now)
            _record("device.revoke", device, membership.office, actor, now, kind=membership.role)
    return device


def device_set(
    *,
    device_id: int,
    actor: User,
    now: datetime,
    volume: int | None = None,
    reload: bool = False,
    test: bool = False,
) -> Device:
    """Say what is wished of a device: how loud (per cent), a page loaded anew, a test call.

    Raises `NotFound` for another office's and a revoked one, `BadInput` for a volume that is none.
    """
    if volume is not None and not 0 <= volume <= LOUDEST:
        raise BadInput.field("volume", _("Âm lượng là một số từ 0 đến 100."))
    with transaction.atomic():
        membership = device_in_reach(device_id, actor)
        device = Device.objects.select_for_update().filter(account=membership.user_id).first()
        if device is None or not membership.user.is_active:
            raise NotFound(_("Không tìm thấy thiết bị này."))
        device.volume = device.volume if volume is None else volume
        device.reload_asked_at = now if reload else device.reload_asked_at
        device.test_asked_at = now if test else device.test_asked_at
        device.save(update_fields=["volume", "reload_asked_at", "test_asked_at"])
        wished = {"volume": device.volume, "reload": reload, "test": test}
        _record("device.set", membership.user, membership.office, actor, now, **wished)
        device_wished.send(sender=Device, account_id=device.pk)
    return device


def device_seen(
    *,
    account_id: int,
    now: datetime,
    version: str = "",
    latency: int | None = None,
    error: str = "",
) -> bool:
    """Note that a device lives, and what it says of itself; return whether that was written.

    Written at most once in `SEEN_STEP`, unless it has another version or a new error. `latency`
    is in milliseconds. What is too long is cut.
    """
    said: dict[str, object] = {"version": _line(version)[:LONGEST_VERSION], "latency": latency}
    fault = _line(error)[:LONGEST_ERROR]
    old = Q(last_seen_at=None) | Q(last_seen_at__lt=now - SEEN_STEP) | ~Q(version=said["version"])
    if latency is not None:
        old |= Q(latency=None)
    if fault:
        old |= ~Q(last_error=fault)
        said |= {"last_error": fault, "last_error_at": now}
    found = Device.objects.filter(old, account=account_id)
    return bool(found.update(last_seen_at=now, **said))


def _line(text: str) -> str:
    """Return the text in one line, without what cannot be seen or stored."""
    seen = (one if one.isprintable() else " " for one in text)
    return " ".join("".join(seen).split())


def offices_with_devices(actor: User) -> list[Office]:
    """Return the offices whose devices the actor manages; `NotAllowed` when there are none."""
    managed = [one for one in actor.offices() if has_right(actor, Right.DEVICE_MANAGE, office=one)]
    if not managed:
        raise NotAllowed(_("Tài khoản của bạn không quản lý thiết bị của bộ phận một cửa nào."))
    return managed


def device_in_reach(device_id: int, actor: User) -> Membership:
    """Return the device's role with its office and account, if the actor manages it.

    Raises `NotFound` for another office's, `NotAllowed`.
    """
    devices = Membership.objects.filter(role__in=DEVICES, user=device_id)
    membership = devices.select_related("office", "user").first()
    if membership is None or membership.office not in actor.offices():
        raise NotFound(_("Không tìm thấy thiết bị này."))
    ensure_right(actor, Right.DEVICE_MANAGE, office=membership.office)
    return membership


def _ensure_name_free(office: Office, name: str) -> None:
    """Lock the office's devices and refuse a second one of this name."""
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    here = Membership.objects.filter(office=office, role__in=DEVICES, user__is_active=True)
    if here.filter(user__full_name=name).exists():
        raise BadInput.field("name", _("Đã có thiết bị tên này. Hãy chọn tên khác."))
    if here.count() >= MOST_DEVICES:
        raise BadInput.field("name", _("Đã đủ 200 thiết bị. Hãy gỡ thiết bị không dùng nữa."))


def _record(
    action: str, device: User, office: Office, actor: User | None, now: datetime, **after: object
) -> None:
    audit_record(
        action=action,
        subject=subject_of(device),
        actor=actor,
        now=now,
        office_id=office.pk,
        after=after,
    )
