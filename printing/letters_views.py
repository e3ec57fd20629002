"""The page on which an administrator tells how a printer's sheet of letters came out."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput
from onestop.directory.rights import Right
from printing.code_pages import RASTER
from printing.models import Printer
from printing.selectors import pages_tried, printer_managed
from printing.services import printer_letters_choose, printer_letters_print
from printing.slips.letters import CODE, letter_rows

MANAGE = staff_page(Right.PRINTER_MANAGE)
WIDE = 576  # dots; how many letters the page shows in a row


@MANAGE
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, printer_id: int) -> HttpResponse:
    """Show what can be chosen for the printer, and keep what was chosen."""
    printer = printer_managed(signed_in(request), printer_id)
    if request.method != "POST":
        return _page(request, printer)
    try:
        printer_letters_choose(
            printer_id=printer.pk,
            text=request.POST.get("text", ""),
            native_codes="native_codes" in request.POST,
            actor=signed_in(request),
            now=timezone.now(),
        )
    except BadInput as refusal:
        return _page(request, printer, refusal)
    messages.success(request, _("Đã lưu cách in chữ của %(name)s.") % {"name": printer.name})
    return redirect("printers")


@MANAGE
@require_POST
def letters_print(request: HttpRequest, printer_id: int) -> HttpResponse:
    """Promise the sheet, also with the page of this `number`, and go back to the choice."""
    actor, number = signed_in(request), request.POST.get("number", "").strip()
    try:
        printer_letters_print(printer_id=printer_id, number=number, actor=actor, now=timezone.now())
    except BadInput as refusal:
        return _page(request, printer_managed(actor, printer_id), refusal)
    messages.success(request, _("Đã gửi trang thử đến máy in."))
    return redirect("printer-letters", printer_id)


def _page(request: HttpRequest, printer: Printer, refusal: BadInput | None = None) -> HttpResponse:
    context: dict[str, Any] = {
        "printer": printer,
        "rows": list(letter_rows(WIDE)),
        "pages": list(enumerate(pages_tried(printer), start=1)),
        "raster": RASTER,
        "code": CODE,
        "errors": refusal.errors if refusal else {},
        "number": request.POST.get("number", ""),
    }
    status = HTTPStatus.BAD_REQUEST if refusal else HTTPStatus.OK
    return render(request, "printing/letters.html", context, status=status)
