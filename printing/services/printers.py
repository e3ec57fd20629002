"""Adding, changing and testing printers."""

import os
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from onestop.directory.audit import audit_record
from onestop.directory.models import Office, User
from onestop.directory.refusals import BadInput, NotFound, StateForbids
from onestop.directory.rights import Right, ensure_right
from onestop.directory.rights import Role as DirectoryRole
from printing.code_pages import RASTER, text_known
from printing.devices import printer_address
from printing.devices.addresses import File, Serial
from printing.models import Printer, PrinterRole, PrintJob, Role
from printing.selectors import printer_managed
from printing.services.jobs import SlipWanted, print_job_add
from printing.services.notes import office_hurry
from printing.text import printable

WIDTHS = (576, 384)
LONGEST_NAME = 60
AUDITED = ("name", "url", "width_dots", "text", "profile", "active", "spare_id", "station_id")
DEVICES = "/dev/"


@dataclass(frozen=True)
class PrinterFacts:
    """What an administrator says of a printer; `spare` and `station` are ids."""

    name: str
    url: str
    roles: Collection[str]
    width_dots: int = WIDTHS[0]
    text: str = RASTER
    profile: str = Printer.Profile.USUAL
    spare: int | None = None
    station: int | None = None


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
    fields = _usual(url, width_dots, text)
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
        office_hurry(office.pk, now)
    return printer


def printer_set_active(*, printer_id: int, active: bool, actor: User, now: datetime) -> Printer:
    """Take a printer out of use or into it again; its roles go to whoever was given them before.

    Raises `NotFound`, also for another office's printer, and `NotAllowed`.
    """
    with transaction.atomic():
        printer = printer_managed(actor, printer_id)
        before = _facts(printer)
        printer.active, printer.last_error, printer.last_error_at = active, "", None
        printer.save(update_fields=["active", "last_error", "last_error_at"])
        if not active:  # what was meant for it alone comes out where its role is printed
            named = PrintJob.objects.filter(target=printer, state=PrintJob.State.QUEUED)
            named.update(target=None)
        _audit("printer.change", printer, before, actor, now)
        office_hurry(printer.office_id, now)
    return printer


def printer_edit(
    *, office: Office, printer_id: int | None, facts: PrinterFacts, actor: User, now: datetime
) -> Printer:
    """Add a printer (id None), or change one: it has the roles named here and no others.

    What was learned of it is forgotten. Devices of this machine are reached below /dev/ alone.
    Raises `NotAllowed`, `NotFound`, `BadInput` by field: name, url, width_dots, text, profile,
    roles, spare, station.
    """
    ensure_right(actor, Right.PRINTER_MANAGE, office=office)
    fields = {**_usual(facts.url, facts.width_dots, facts.text), **_from_page(office, facts)}
    roles = {_role(role) for role in facts.roles}
    with transaction.atomic():
        printer = _mine(office, printer_id) if printer_id else Printer(office=office, added_at=now)
        before = _facts(printer if printer_id else None)
        _ensure_name_free(office, facts.name, printer.pk)
        for name, value in fields.items():
            setattr(printer, name, value)
        printer.save()
        printer.roles.exclude(role__in=roles).delete()
        held = set(printer.roles.values_list("role", flat=True))
        for role in sorted(roles - held):
            PrinterRole.objects.create(printer=printer, role=role, given_at=now)
        _audit("printer.change" if printer_id else "printer.add", printer, before, actor, now)
        office_hurry(office.pk, now)
    return printer


def printer_test(*, printer_id: int, actor: User, now: datetime) -> PrintJob:
    """Promise a test slip on the printer, and ask anew what it answers.

    Raises `NotFound`, also for another office's printer, `NotAllowed`, and `StateForbids` for one
    out of use or with a test that still waits.
    """
    with transaction.atomic():
        printer = printer_managed(actor, printer_id)
        waiting = PrintJob.objects.filter(
            target=printer, document=PrintJob.Document.TEST, state=PrintJob.State.QUEUED
        )
        if not printer.active:
            raise StateForbids(_("Máy in này đang ngừng dùng. Hãy dùng lại máy trước."))
        if waiting.exists():
            raise StateForbids(_("Phiếu in thử trước còn đang đợi in."))
        Printer.objects.filter(pk=printer.pk).update(confirms=None)
        slip = SlipWanted(PrintJob.Document.TEST, printer.pk, requested_by=actor, target=printer)
        return print_job_add(office=printer.office, slip=slip, now=now)


def _mine(office: Office, printer_id: int) -> Printer:
    printer = Printer.objects.filter(pk=printer_id, office=office).first()
    if printer is None:
        raise NotFound(_("Không tìm thấy máy in này."))
    return printer


def _usual(url: str, width_dots: int, text: str) -> dict[str, Any]:
    """Return what is stored of a printer that was added or changed, and is as new."""
    return {
        "url": _url(url),
        "width_dots": _width(width_dots),
        "text": _text(text),
        "active": True,
        "last_error": "",
        "last_error_at": None,
        "warning": "",
        "answers": False,
        "confirms": None,
    }


def _from_page(office: Office, facts: PrinterFacts) -> dict[str, Any]:
    """Return what only the page of printers sets."""
    _ensure_device(facts)
    if facts.profile not in Printer.Profile.values:
        raise BadInput.field("profile", _("Chọn một loại máy."))
    others = Printer.objects.filter(office=office)
    stations = User.objects.filter(memberships__office=office, is_active=True)
    return {
        "name": _name(facts.name),
        "profile": facts.profile,
        "spare_id": _known("spare", facts.spare, others),
        "station_id": _known(
            "station",
            facts.station,
            stations.filter(memberships__role=DirectoryRole.PRINT_STATION),
        ),
    }


def _known(field: str, pk: int | None, among: QuerySet[Any]) -> int | None:
    if pk is not None and not among.filter(pk=pk).exists():
        raise BadInput.field(field, _("Chọn một dòng trong danh sách."))
    return pk


def _ensure_device(facts: PrinterFacts) -> None:
    """Refuse files that are no devices: through a page nobody writes to this machine's files."""
    address = printer_address(facts.url)
    path = {File: "path", Serial: "device"}.get(type(address))
    if path and not os.path.normpath(getattr(address, path)).startswith(DEVICES):
        raise BadInput.field("url", _("Chọn một thiết bị trong /dev/, như /dev/usb/lp0."))


def _ensure_name_free(office: Office, name: str, own: int | None) -> None:
    named = Printer.objects.filter(office=office, name=_name(name)).first()
    if named is not None and named.pk != own:
        raise BadInput.field("name", _("Đã có máy in tên này. Hãy chọn tên khác."))


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
