"""The pages of printers and print jobs, the documents of a case, and notices for other pages."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
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
from printing.services import print_job_reprint, print_job_settle, printer_set_active
from printing.slips import SlipError
from printing.troubles import (
    notices,
    notices_digest,
    printers_state,
    roles_without_printer,
    tickets_come_out,
)

LONGEST_ID = 18  # digits


@require_safe
@staff_page(Right.PRINT_VIEW, Right.PRINTER_MANAGE)
def printers(request: HttpRequest) -> HttpResponse:
    """Show the printers of the account's offices, how they are doing, and what they printed.

    Slips name people: who keeps the machines alone does not see them.
    """
    actor = signed_in(request)
    sections: list[dict[str, Any]] = [
        {
            "office": office,
            "printers": printers_state(office),
            "missing": roles_without_printer(office),
            "sees_slips": has_right(actor, Right.PRINT_VIEW, office=office),
            "may_manage": has_right(actor, Right.PRINTER_MANAGE, office=office),
        }
        for office in offices_of(actor, Right.PRINT_VIEW, Right.PRINTER_MANAGE)
    ]
    for section in sections:
        section["rows"] = rows_latest(section["office"]) if section["sees_slips"] else []
    return render(request, "printing/printers.html", {"sections": sections})


@require_safe
@staff_page(Right.PRINT_VIEW)
def print_job(request: HttpRequest, job_id: int) -> HttpResponse:
    """Show one slip as a picture, and what became of it."""
    job = job_seen_by(signed_in(request), job_id)
    in_use = job.office.printers.filter(active=True).order_by("name")
    context: dict[str, Any] = {"row": rows_of([job])[0], "job": job, "printers": in_use}
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
    """Promise a copy of a slip, on the printer that was chosen, and go back to the list."""
    chosen = request.POST.get("printer", "")
    print_job_reprint(
        job_id=job_id,
        actor=signed_in(request),
        printer_id=int(chosen) if chosen.isdecimal() and len(chosen) < LONGEST_ID else None,
        now=timezone.now(),
    )
    messages.success(request, _("Đã gửi lệnh in bản sao."))
    return _back(request)


@require_POST
@staff_page(Right.PRINT_VIEW)
def print_job_settle_view(request: HttpRequest, job_id: int) -> HttpResponse:
    """Note that somebody has looked after a slip, and go back to where that was said."""
    print_job_settle(job_id=job_id, actor=signed_in(request), now=timezone.now())
    messages.success(request, _("Đã ghi nhận: phiếu này không cần nhắc nữa."))
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """Lead back to the page of this product on which the button was, else to the printers."""
    back = request.POST.get("back", "")
    if url_has_allowed_host_and_scheme(back, None) and back.startswith("/"):
        return redirect(back)
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
    """Return a piece of a page: what is wrong with the office's printers and slips.

    For every page of staff: printers name no one, so that working in the office is right enough;
    slips are named to who may see them. `back` is the page that asks; 204 if it shows (`seen`) all.
    """
    return _notices_said(request, [office_of(signed_in(request), office_code)])


@require_safe
@staff_page()
def printer_notices_all(request: HttpRequest) -> HttpResponse:
    """Return the same of every office whose printers the account manages."""
    return _notices_said(request, offices_of(signed_in(request), Right.PRINTER_MANAGE))


def _notices_said(request: HttpRequest, offices: Sequence[Office]) -> HttpResponse:
    actor, now = signed_in(request), timezone.now()
    manages = any(has_right(actor, Right.PRINTER_MANAGE, office=one) for one in offices)
    looks = [has_right(actor, Right.PRINT_VIEW, office=one) for one in offices]
    said = [notices(one, now, slips=sees) for one, sees in zip(offices, looks, strict=True)]
    seen = notices_digest(said)
    if request.GET.get("seen") == seen:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    context = {
        "all": said,
        "seen": seen,
        "may_look": manages or any(looks),
        "back": request.GET.get("back", ""),
    }
    return render(request, "printing/notices_all.html", context)


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
        context = {"comes_out": tickets_come_out(office), "before": request.GET.get("before")}
        return render(request, "printing/kiosk_notice.html", context)
