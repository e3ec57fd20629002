"""One change of what a lobby screen shows: the right, the version that was seen, the audit."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from displays.models import LobbySettings
from onestop.directory.audit import OfficeChange
from onestop.directory.models import Office, User
from onestop.directory.refusals import StateForbids
from onestop.directory.rights import Right, ensure_right


@contextmanager
def lobby_turn(
    *, office: Office, version: int, actor: User, now: datetime
) -> Iterator[OfficeChange]:
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
        yield OfficeChange(office, actor, now)
