"""One change of an office's queue settings: the right, the version that was seen, the audit."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from onestop.directory.audit import OfficeChange
from onestop.directory.models import Office, User
from onestop.directory.refusals import StateForbids
from onestop.directory.rights import Right, ensure_right
from queueing.models import Queue


@contextmanager
def arranging(
    *, office: Office, version: int, actor: User, now: datetime
) -> Iterator[OfficeChange]:
    """Open the transaction of one change of the settings.

    Raises `NotAllowed`, or `StateForbids` when somebody has changed them since `version`.
    """
    ensure_right(actor, Right.OFFICE_MANAGE, office=office)
    with transaction.atomic():
        Queue.objects.get_or_create(office=office)
        seen = Queue.objects.filter(office=office, settings_version=version)
        if not seen.update(settings_version=F("settings_version") + 1):
            raise StateForbids(
                _(
                    "Người khác vừa đổi cài đặt hàng chờ. Chưa lưu gì: hãy xem cài đặt mới ở "
                    "trang trước rồi sửa lại nếu vẫn cần."
                )
            )
        yield OfficeChange(office, actor, now)


def snapshot(thing: models.Model, fields: Iterable[str]) -> dict[str, Any]:
    """Return the fields as they are recorded; of a new thing nothing."""
    return {name: getattr(thing, name) for name in fields} if thing.pk else {}
