"""Finding out in which letters a printer prints Vietnamese, and keeping what was found."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onestop.directory.audit import audit_record
from onestop.directory.models import User
from onestop.directory.refusals import BadInput, StateForbids
from printing.code_pages import CANDIDATES, HIGHEST_PAGE, VISCII, WPC1258, text_known
from printing.models import Printer, PrintJob
from printing.selectors import printer_managed
from printing.services.jobs import SlipWanted, print_job_add
from printing.services.notes import office_hurry

LETTERS = PrintJob.Document.LETTERS


def printer_letters_print(*, printer_id: int, number: str, actor: User, now: datetime) -> PrintJob:
    """Promise a sheet of letters on the printer, with every code page that it might know.

    `number`: that of one more page to try, from the printer's manual, or "". Raises `NotFound`,
    `NotAllowed`, `BadInput` (number), and `StateForbids` for a printer that is out of use or has a
    sheet waiting.
    """
    with transaction.atomic():
        printer = printer_managed(actor, printer_id)
        if not printer.active:
            raise StateForbids(_("Máy in này đang ngừng dùng. Hãy dùng lại máy trước."))
        sheets = PrintJob.objects.filter(target=printer, document=LETTERS)
        if sheets.filter(state=PrintJob.State.QUEUED).exists():
            raise StateForbids(_("Trang thử trước còn đang đợi in."))
        slip = SlipWanted(
            LETTERS,
            printer.pk,
            facts={"pages": _pages(number)},
            requested_by=actor,
            target=printer,
        )
        return print_job_add(office=printer.office, slip=slip, now=now)


def printer_letters_choose(
    *, printer_id: int, text: str, native_codes: bool, actor: User, now: datetime
) -> Printer:
    """Keep how the printer prints letters, and whether it draws QR codes itself.

    What waits for it is printed so. Raises `NotFound`, `NotAllowed` and `BadInput` (text).
    """
    known = text_known(text)
    if known is None:
        raise BadInput.field("text", _("Chọn một trong các cách in chữ ở trên."))
    with transaction.atomic():
        printer = printer_managed(actor, printer_id)
        before = {"text": printer.text, "native_codes": printer.native_codes}
        printer.text, printer.native_codes = known, native_codes
        printer.save(update_fields=list(before))
        audit_record(
            action="printer.letters",
            subject=f"printer:{printer.pk}",
            actor=actor,
            now=now,
            office_id=printer.office_id,
            before=before,
            after={"text": known, "native_codes": native_codes},
        )
        office_hurry(printer.office_id, now)
        return printer


def _pages(number: str) -> list[str]:
    """Return the keys of the code pages to try, each once."""
    keys = [one.key for one in CANDIDATES]
    if not number:
        return keys
    if not (number.isascii() and number.isdigit() and int(number) <= HIGHEST_PAGE):
        raise BadInput.field("number", _("Số của bảng mã từ 0 đến 255, xem sách của máy in."))
    more = [f"{encoding}:{int(number)}" for encoding in (WPC1258, VISCII)]
    return list(dict.fromkeys([*keys, *more]))
