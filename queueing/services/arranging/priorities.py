"""Đối tượng ưu tiên: the list of priority classes that the office sets."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from onestop.directory.models import Office, User
from onestop.directory.refusals import NotFound
from onestop.directory.storing import stored_clean
from queueing.models import PriorityClass
from queueing.services.arranging.turn import arranging, snapshot

FIELDS = ("name", "name_en", "position", "active")


def priority_class_arrange(
    *,
    office: Office,
    code: str,
    is_new: bool,
    version: int,
    actor: User,
    now: datetime,
    **fields: Any,
) -> PriorityClass:
    """Make a priority class, or change the one with this code; `fields` are those of `FIELDS`."""
    with arranging(office=office, version=version, actor=actor, now=now) as turn:
        found = PriorityClass.objects.filter(office=office, code=code).first()
        one = PriorityClass(office=office, code=code) if is_new else found
        if one is None:
            raise NotFound(_("Không có đối tượng ưu tiên này."))
        before = snapshot(one, FIELDS)
        for name in FIELDS:
            setattr(one, name, fields[name])
        stored_clean(one)
        turn.record(
            "queue.priority", f"priority:{one.pk}", before=before, after=snapshot(one, FIELDS)
        )
        return one
