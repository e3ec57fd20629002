"""Adding printers and noting how they are doing."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from onestop.directory.audit import audit_record
from onestop.directory.models import Office, User
from onestop.directory.refusals import BadInput, NotFound
from onestop.directory.rights import Right, ensure_right
from printing.code_pages import RASTER, text_known
from printing.devices import printer_address
from printing.models import Printer, PrinterRole, PrintJob, Role
from printing.text import printable
from printing.wake import wake_on_commit

WIDTHS = (576, 384)
LONGEST_NAME = 60
AUDITED = ("name", "url", "width_dots", "text", "active")


def printer_add(
    *,
    office: Office,
    name: str,
    url: str,
    roles: Collection[str],
    now: datetime,
    width_dots: int = WIDTHS[0],
    text: str = RASTER,
    actor: User | None = None,
) -> Printer:
    """Add a printer, or change the one of this name, and give it the roles at once.

    What waits to be printed in these roles goes to it, without delay; roles that it was given
    before stay with it. Raises `BadInput` by field: name, url, role, width_dots, text.
    """
    fields = {
        "url": _url(url),
        "width_dots": _width(width_dots),
        "text": _text(text),
        "active": True,
        "last_error": "",
        "last_error_at": None,
    }
    given = [_role(role) for role in roles]
    mine = Printer.objects.filter(office=office, name=_name(name))
    with transaction.atomic():
        before = _facts(mine.first())
        printer, made = Printer.objects.update_or_create(
            office=office,
            name=_name(name),
            defaults=fields,
            create_defaults={**fields, "added_at": now},
        )
        for role in given:
            PrinterRole.objects.update_or_create(
                printer=printer, role=role, defaults={"given_at": now}
            )
        action = "printer.add" if made else "printer.change"
        _audit(action, printer, before, actor, now)
        _hurry(office, now)
    return printer


def printer_set_active(*, printer_id: int, active: bool, actor: User, now: datetime) -> Printer:
    """Take a printer out of use or into it again; its roles go to whoever was given them before.

    Raises `NotFound`, also for another office's printer, and `NotAllowed`.
    """
    with transaction.atomic():
        printer = Printer.objects.select_related("office").filter(pk=printer_id).first()
        if printer is None or printer.office not in actor.offices():
            raise NotFound(_("Không tìm thấy máy in này."))
        ensure_right(actor, Right.PRINTER_MANAGE, office=printer.office)
        before = _facts(printer)
        printer.active, printer.last_error, printer.last_error_at = active, "", None
        printer.save(update_fields=["active", "last_error", "last_error_at"])
        _audit("printer.change", printer, before, actor, now)
        _hurry(printer.office, now)
    return printer


def printer_trouble_set(*, printer: Printer, trouble: str, now: datetime) -> None:
    """Note what is wrong with a printer, in words; "" notes that it printed.

    The time is that of the first of several equal troubles.
    """
    mine = Printer.objects.filter(pk=printer.pk)
    if trouble:
        mine.filter(~Q(last_error=trouble)).update(last_error=trouble, last_error_at=now)
    else:
        mine.update(last_error="", last_error_at=None, last_ok_at=now)


def _facts(printer: Printer | None) -> dict[str, Any]:
    """Return what the audit says of a printer; {} of none."""
    if printer is None:
        return {}
    roles = sorted(printer.roles.values_list("role", flat=True))
    return {**{one: getattr(printer, one) for one in AUDITED}, "roles": roles}


def _audit(
    action: str, printer: Printer, before: dict[str, Any], actor: User | None, now: datetime
) -> None:
    audit_record(
        action=action,
        subject=f"printer:{printer.pk}",
        actor=actor,
        now=now,
        office_id=printer.office_id,
        before=before,
        after=_facts(printer),
    )


def _hurry(office: Office, now: datetime) -> None:
    """Let what waits in the office be tried at once: another printer may hold its role now."""
    PrintJob.objects.filter(office=office, state=PrintJob.State.QUEUED).update(due_at=now)
    wake_on_commit()


def _name(name: str) -> str:
    clean = printable(name)
    if not clean or len(clean) > LONGEST_NAME:
        raise BadInput.field("name", _("Tên máy in dài từ 1 đến 60 ký tự."))
    return clean


def _url(url: str) -> str:
    printer_address(url)
    return url


def _role(role: str) -> Role:
    if role not in Role.values:
        known = ", ".join(Role.values)
        raise BadInput.field("role", _("Chọn một trong: %(known)s.") % {"known": known})
    return Role(role)


def _width(width_dots: int) -> int:
    if width_dots not in WIDTHS:
        raise BadInput.field(
            "width_dots", _("Khổ in là 576 điểm (giấy 80 mm) hoặc 384 điểm (giấy 58 mm).")
        )
    return width_dots


def _text(text: str) -> str:
    """Return how letters are printed; other code pages lack Vietnamese letters and are refused."""
    known = text_known(text)
    if known is not None:
        return known
    raise BadInput.field(
        "text",
        _("Bảng mã này thiếu chữ Việt. Dùng raster (máy nào cũng in đúng) hoặc TCVN-3."),
    )
