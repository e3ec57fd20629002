"""The list from which an office's clerks choose why a case is late."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onestop.cases.apology_reasons import reasons_clean, version_of
from onestop.cases.models import ApologyReason
from onestop.cases.selectors.reasons import apology_reasons_own
from onestop.directory.audit import audit_record
from onestop.directory.models import Office, User
from onestop.directory.refusals import StateForbids
from onestop.directory.rights import Right, ensure_right
from onestop.directory.selectors import office_of


def apology_reasons_set(
    *, office_code: str, reasons: Sequence[str], seen: str, actor: User, now: datetime
) -> list[str]:
    """Give the office this list, in this order, and return it; an empty one: the default again.

    `seen` is the version of the list that was looked at. Raises `NotFound` for another office,
    `NotAllowed`, `BadInput` for a line, `StateForbids` when somebody changed it meanwhile.
    """
    office = office_of(actor, office_code)
    ensure_right(actor, Right.OFFICE_MANAGE, office=office)
    wanted = reasons_clean(reasons)
    with transaction.atomic():
        Office.objects.select_for_update().get(pk=office.pk)
        before = apology_reasons_own(office)
        if version_of(before) != seen:
            raise StateForbids(
                _("Danh sách vừa được người khác sửa. Hãy xem bản mới bên dưới rồi sửa lại.")
            )
        if before != wanted:
            _store(office, wanted)
            audit_record(
                action="office.apology_reasons",
                subject=f"office:{office.pk}",
                actor=actor,
                now=now,
                office_id=office.pk,
                before={"reasons": before},
                after={"reasons": wanted},
            )
    return wanted


def _store(office: Office, wanted: Sequence[str]) -> None:
    """Write the list; what stays keeps its row, so that a page that is open stays right."""
    rows = ApologyReason.objects.filter(office=office)
    rows.exclude(text__in=wanted).delete()
    kept = {one.text: one for one in rows}
    for position, text in enumerate(wanted, start=1):
        row = kept.get(text) or ApologyReason(office=office, text=text)
        row.position = position
        row.save()
