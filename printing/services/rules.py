"""What an office prints with which event: where, and how many times."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onestop.directory.audit import audit_record
from onestop.directory.models import Office, User
from onestop.directory.refusals import BadInput
from onestop.directory.rights import Right, ensure_right
from printing.models import Printer, PrintRule
from printing.rules import DOCUMENTS

MOST_COPIES = 5


@dataclass(frozen=True)
class RuleFacts:
    """How often a document comes out with an event, and on which printer (None: by its role)."""

    event: str
    document: str
    printer: int | None
    copies: int


def print_rules_set(
    *, office: Office, rules: Sequence[RuleFacts], actor: User, now: datetime
) -> None:
    """Set the office's print rules; they count for what happens from now on.

    Raises `NotAllowed`, and `BadInput` by field: event, printer, copies.
    """
    ensure_right(actor, Right.PRINTER_MANAGE, office=office)
    printers = set(Printer.objects.filter(office=office, active=True).values_list("pk", flat=True))
    for rule in rules:
        _ensure_possible(rule, printers)
    with transaction.atomic():
        before = _facts(office)
        for rule in rules:
            PrintRule.objects.update_or_create(
                office=office,
                event=rule.event,
                document=rule.document,
                defaults={"printer_id": rule.printer, "copies": rule.copies},
            )
        audit_record(
            action="print.rules",
            subject=f"office:{office.pk}",
            actor=actor,
            now=now,
            office_id=office.pk,
            before={"rules": before},
            after={"rules": [asdict(rule) for rule in rules]},
        )


def _ensure_possible(rule: RuleFacts, printers: set[int]) -> None:
    if DOCUMENTS.get(rule.event) != rule.document:
        raise BadInput.field("event", _("Việc này không in ra giấy tờ nào."))
    if rule.printer is not None and rule.printer not in printers:
        raise BadInput.field("printer", _("Chọn một máy in đang dùng."))
    if not 0 <= rule.copies <= MOST_COPIES:
        raise BadInput.field("copies", _("Số bản in từ 0 đến 5."))


def _facts(office: Office) -> list[dict[str, object]]:
    rules = PrintRule.objects.filter(office=office).order_by("event", "document")
    return [asdict(RuleFacts(one.event, one.document, one.printer_id, one.copies)) for one in rules]
