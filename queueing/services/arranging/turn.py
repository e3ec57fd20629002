"""One change of an office's queue settings: the right, the version that was seen, the audit."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from onestop.directory.audit import audit_record
from onestop.directory.models import Office, User
from onestop.directory.refusals import StateForbids
from onestop.directory.rights import Right, ensure_right
from queueing.models import Queue

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Arranging:
    """A change under way in `office`, by `actor` at `now`."""

    office: Office
    actor: User
    now: datetime

    def record(self, action: str, subject: str, *, before: Facts, after: Facts) -> None:
        """Record what changed; nothing where nothing did."""
        changed = {name for name in after if before.get(name) != after[name]}
        if changed:
            audit_record(
                action=action,
                subject=subject,
                actor=self.actor,
                now=self.now,
                office_id=self.office.pk,
                before={name: before[name] for name in changed if name in before},
                after={name: after[name] for name in changed},
            )


@contextmanager
def arranging(*, office: Office, version: int, actor: User, now: datetime) -> Iterator[Arranging]:
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
        yield Arranging(office, actor, now)


def snapshot(thing: models.Model, fields: Iterable[str]) -> dict[str, Any]:
    """Return the fields as they are recorded; of a new thing nothing."""
    return {name: getattr(thing, name) for name in fields} if thing.pk else {}
