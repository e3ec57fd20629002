"""One change of what a lobby screen shows: the right, the version that was seen, the audit."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from displays.models import LobbySettings
from onestop.directory.audit import audit_record
from onestop.directory.models import Office, User
from onestop.directory.refusals import StateForbids
from onestop.directory.rights import Right, ensure_right

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Turn:
    """A change under way in `office`, by `actor` at `now`."""

    office: Office
    actor: User
    now: datetime

    def record(self, action: str, subject: str, *, before: Facts, after: Facts) -> None:
        """Record what changed; nothing where nothing did."""
        changed = {one for one in {*before, *after} if before.get(one) != after.get(one)}
        if changed:
            audit_record(
                action=action,
                subject=subject,
                actor=self.actor,
                now=self.now,
                office_id=self.office.pk,
                before={one: before[one] for one in sorted(changed) if one in before},
                after={one: after[one] for one in sorted(changed) if one in after},
            )


@contextmanager
def lobby_turn(*, office: Office, version: int, actor: User, now: datetime) -> Iterator[Turn]:
    """Open the transaction of one change.

    Raises `NotAllowed`, or `StateForbids` when somebody has changed something since `version`.
    """
    ensure_right(actor, Right.OFFICE_MANAGE, office=office)
    with transaction.atomic():
        LobbySettings.objects.get_or_create(office=office)
        seen = LobbySettings.objects.filter(office=office, version=version)
        if not seen.update(version=F("version") + 1):
            raise StateForbids(
                _(
                    "Người khác vừa đổi cài đặt màn hình chờ. Chưa lưu gì: hãy xem cài đặt mới ở "
                    "trang trước rồi sửa lại nếu vẫn cần."
                )
            )
        yield Turn(office, actor, now)
