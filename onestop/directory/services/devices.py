"""Devices: kiosks, screens, tablets and print stations, each an account that nobody signs in to."""

import secrets
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from onestop.directory.audit import audit_record
from onestop.directory.models import Membership, Office, User
from onestop.directory.refusals import BadInput, NotAllowed, NotFound
from onestop.directory.rights import DEVICES, Right, Role, ensure_right, has_right
from onestop.directory.services.changing import subject_of
from onestop.directory.services.tokens import access_token_issue, access_tokens_end
from onestop.directory.texts import name_clean

LONGEST_NAME = 60
MOST_DEVICES = 200


def device_add(
    *, office: Office, name: str, kind: Role, actor: User | None, now: datetime
) -> tuple[User, str]:
    """Add a device to the office; return its account and its token, which is not kept.

    `actor` is None for who works on the server itself. Raises `BadInput` by field (name, kind),
    `NotAllowed`.
    """
    if actor is not None:
        ensure_right(actor, Right.DEVICE_MANAGE, office=office)
    if kind not in DEVICES:
        raise BadInput.field("kind", _("Chọn một loại thiết bị."))
    name = name_clean("name", name, longest=LONGEST_NAME)
    with transaction.atomic():
        _ensure_name_free(office, name)
        device = User.objects.create(
            username=f"device-{secrets.token_hex(6)}",
            full_name=name,
            password=make_password(None),
        )
        Membership.objects.create(user=device, office=office, role=kind)
        _record("device.add", device, office, actor, now)
        token = access_token_issue(user=device, now=now, name=name)
    return device, token


def device_revoke(*, device_id: int, actor: User, now: datetime) -> User:
    """Turn a device away for good: its tokens end, and its websockets are closed.

    Nothing happens to one that is revoked already. Raises `NotFound` for another office's.
    """
    with transaction.atomic():
        membership = _device_membership(device_id, actor)
        device = User.objects.select_for_update(no_key=True).get(pk=membership.user_id)
        if device.is_active:
            device.is_active = False
            device.session_epoch += 1
            device.save(update_fields=["is_active", "session_epoch"])
            access_tokens_end(account=device, now=now)
            _record("device.revoke", device, membership.office, actor, now)
    return device


def offices_with_devices(actor: User) -> list[Office]:
    """Return the offices whose devices the actor manages; `NotAllowed` when there are none."""
    managed = [one for one in actor.offices() if has_right(actor, Right.DEVICE_MANAGE, office=one)]
    if not managed:
        raise NotAllowed(_("Tài khoản của bạn không quản lý thiết bị của bộ phận một cửa nào."))
    return managed


def _device_membership(device_id: int, actor: User) -> Membership:
    devices = Membership.objects.filter(role__in=DEVICES, user=device_id)
    membership = devices.select_related("office").first()
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


def _record(action: str, device: User, office: Office, actor: User | None, now: datetime) -> None:
    kind = device.memberships.values_list("role", flat=True)[0]
    audit_record(
        action=action,
        subject=subject_of(device),
        actor=actor,
        now=now,
        office_id=office.pk,
        after={"kind": kind},
    )
