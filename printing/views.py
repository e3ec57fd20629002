"""The pages of printers and print jobs, the documents of a case, and notices for other pages."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from onestop.directory.models import Office
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import NotFound
from onestop.directory.rights import Right, has_right
from onestop.directory.routes import anyone
from onestop.directory.selectors import office_of
from printing.documents import document_pdf
from printing.looks import document_look, slip_look
from printing.pictures import job_picture
from printing.responses import pdf_response, picture_response
from printing.rows import rows_latest, rows_of
from printing.selectors import (
    job_of_case,
    job_seen_by,
    offices_of,
)
from printing.services import print_job_reprint, printer_set_active
from printing.slips import SlipError
from printing.troubles import printers_state, roles_without_printer, tickets_come_out, troubles


@require_safe
@staff_page(Right.PRINT_VIEW)
def printers(request: HttpRequest) -> HttpResponse:
    """Show the printers of the account's offices, how they are doing, and what they printed."""
    actor = signed_in(request)
    sections = [
        {
            "office": office,
            "printers": printers_state(office),
            "missing": roles_without_printer(office),
            "rows": rows_latest(office),
            "may_manage": has_right(actor, Right.PRINTER_MANAGE, office=office),
        }
        for office in offices_of(actor, Right.PRINT_VIEW)
    ]
    return render(request, "printing/printers.html", {"sections": sections})


@require_safe
@staff_page(Right.PRINT_VIEW)
def print_job(request: HttpRequest, job_id: int) -> HttpResponse:
    """Show one slip as a picture, and what became of it."""
    job = job_seen_by(signed_in(request), job_id)
    context: dict[str, Any] = {"row": rows_of([job])[0], "job": job}
    try:
        job_picture(job)
    except SlipError as refusal:
        context["problem"] = str(refusal)
    return render(request, "printing/print_job.html", context)


@require_safe
@staff_page(Right.PRINT_VIEW)
def print_job_picture(request: HttpRequest, job_id: int) -> HttpResponse:
    """Return the slip as PNG."""
    job = job_seen_by(signed_in(request), job_id)
    try:
        picture = job_picture(job)
    except SlipError as refusal:
        raise NotFound(str(refusal)) from refusal
    slip_look(request, job)
    return picture_response(picture)


@require_POST
@staff_page(Right.PRINT_VIEW)
def print_job_copy(request: HttpRequest, job_id: int) -> HttpResponse:
    """Promise a copy of a slip and go back to the list."""
    print_job_reprint(job_id=job_id, actor=signed_in(request), now=timezone.now())
    messages.success(request, _("Đã gửi lệnh in bản sao."))
    return redirect("printers")


@require_POST
@staff_page(Right.PRINTER_MANAGE)
def printer_active(request: HttpRequest, printer_id: int) -> HttpResponse:
    """Take a printer out of use (`active` empty) or into it again."""
    active = bool(request.POST.get("active"))
    printer = printer_set_active(
        printer_id=printer_id, active=active, actor=signed_in(request), now=timezone.now()
    )
    sentence = _("Đã dùng lại máy in %(name)s.") if active else _("Đã ngừng dùng máy in %(name)s.")
    messages.success(request, sentence % {"name": printer.name})
    return redirect("printers")


@require_safe
@staff_page(Right.CASE_VIEW)
def case_document(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Return a document of a case as PDF."""
    actor = signed_in(request)
    content = document_pdf(code=code, name=name, actor=actor)
    document_look(request, code, name, actor)
    return pdf_response(content, f"{name}-{code}")


@require_safe
@staff_page(Right.CASE_VIEW, Right.PRINT_VIEW, together=True)
def case_slip(request: HttpRequest, code: str, document: str) -> HttpResponse:
    """Lead to the latest slip of a case: its receipt or its letter of apology."""
    return redirect("print-job", job_of_case(signed_in(request), code, document).pk)


@require_safe
@staff_page()
def printer_notices(request: HttpRequest, office_code: str) -> HttpResponse:
    """Return a piece of a page: a sentence for each trouble with the office's printers, or "".

    For every page of staff; it names no one, so that working in the office is right enough.
    """
    office = office_of(signed_in(request), office_code)
    context = {"troubles": troubles(office)}
    return render(request, "printing/notices.html", context)


@anyone
@require_safe
@never_cache
def kiosk_printer_notice(request: HttpRequest, office_code: str) -> HttpResponse:
    """Return a piece of the kiosk's page: what to do when no paper will come, or "".

    Anyone may ask, as anyone may stand before the kiosk; `lang` is the citizen's language.
    """
    office = Office.objects.filter(code=office_code).first()
    if office is None:
        return HttpResponse(status=HTTPStatus.NOT_FOUND)
    language = request.GET.get("lang", "")
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(known):
        context = {"comes_out": tickets_come_out(office)}
        return render(request, "printing/kiosk_notice.html", context)
