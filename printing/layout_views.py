"""The pages on which an office lays its slips out, with a preview drawn from the same bytes."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onestop.directory.models import Office
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, NotFound
from onestop.directory.rights import Right, ensure_right
from onestop.directory.selectors import office_of
from printing.code_pages import RASTER
from printing.layout_forms import LayoutForm, PaperForm, stored_facts
from printing.layouts import layout_checked, logo_of
from printing.logos import LARGEST_FILE
from printing.models import PrintJob, SlipLayout
from printing.preview import slip_picture
from printing.responses import picture_response
from printing.services import slip_layout_set, slip_logo_set
from printing.slips import SlipError, slip_bytes
from printing.specimens import SPECIMENS, specimen

MANAGE = staff_page(Right.OFFICE_MANAGE)
FIRST = "ticket"
USUAL_PAPER = {"width": "576", "text": RASTER}


@MANAGE
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the tickets of the first office whose slips the account lays out."""
    return redirect("slip-layout", signed_in(request).offices()[0].code, FIRST)


@MANAGE
@require_http_methods(["GET", "HEAD", "POST"])
def layout(request: HttpRequest, office_code: str, document: str) -> HttpResponse:
    """Show and store how a document looks; `preview` in the address shows what is not stored."""
    office = _office(request, office_code, document)
    if request.method == "POST":
        return _stored(request, office, document)
    row = SlipLayout.objects.filter(office=office, document=document).first()
    tried = "preview" in request.GET
    form = LayoutForm(document, request.GET if tried else None, initial=stored_facts(row, document))
    return _page(request, office, form)


@MANAGE
@require_safe
def preview(request: HttpRequest, office_code: str, document: str) -> HttpResponse:
    """Return the picture of the document as the address describes its layout."""
    office = _office(request, office_code, document)
    form, paper = LayoutForm(document, request.GET), PaperForm({**USUAL_PAPER, **_asked(request)})
    if not (form.is_valid() and paper.is_valid()):
        raise BadInput.field("preview", _("Mẫu phiếu này chưa đúng."))
    way = {"width_dots": paper.cleaned_data["width"], "text": paper.cleaned_data["text"]}
    try:
        slip = specimen(office, document, timezone.now())
        data = slip_bytes(slip, layout=layout_checked(office=office, **form.facts()), **way)
    except SlipError as refusal:
        raise BadInput.field("preview", str(refusal)) from refusal
    return picture_response(slip_picture(data, **way))


@MANAGE
@require_POST
def logo(request: HttpRequest, office_code: str) -> HttpResponse:
    """Set the office's logo, or take it away (`remove`), and go back to where it is seen."""
    document = request.POST.get("document", FIRST)
    office = _office(request, office_code, document)
    upload = request.FILES.get("logo")
    content = upload.read(LARGEST_FILE + 1) if upload else b""
    try:
        slip_logo_set(
            office=office,
            content=None if "remove" in request.POST else content,
            actor=signed_in(request),
            now=timezone.now(),
        )
    except BadInput as refusal:
        messages.error(request, str(refusal.errors["logo"]))
    else:
        messages.success(request, _("Đã lưu biểu trưng."))
    return redirect("slip-layout", office.code, document)


def _stored(request: HttpRequest, office: Office, document: str) -> HttpResponse:
    form = LayoutForm(document, request.POST)
    if form.is_valid():
        try:
            slip_layout_set(
                office=office, actor=signed_in(request), now=timezone.now(), **form.facts()
            )
        except BadInput as refusal:
            for field, sentence in refusal.errors.items():
                form.add_error(field if field in form.fields else None, str(sentence))
        else:
            messages.success(request, _("Đã lưu. Các phiếu in từ bây giờ theo mẫu này."))
            return redirect("slip-layout", office.code, document)
    return _page(request, office, form, HTTPStatus.BAD_REQUEST)


def _page(
    request: HttpRequest, office: Office, form: LayoutForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    labels = dict(PrintJob.Document.choices)
    paper = PaperForm(initial={**USUAL_PAPER, **_asked(request)})
    context: dict[str, Any] = {
        "office": office,
        "offices": signed_in(request).offices(),
        "form": form,
        "paper": paper,
        "document": form.document,
        "title": labels[form.document],
        "documents": [(name, labels[name]) for name in SPECIMENS],
        "has_logo": logo_of(office.pk) is not None,
        "query": _query(form, paper),
    }
    return render(request, "printing/layout.html", context, status=status)


def _query(form: LayoutForm, paper: PaperForm) -> str:
    """Return what the picture is asked for with: the forms as they stand."""
    values = {name: one[name].value() for one in (form, paper) for name in one.fields}
    ticked = {name: "on" if value is True else value for name, value in values.items() if value}
    return urlencode(ticked, doseq=True)


def _asked(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET[name] for name in USUAL_PAPER if name in request.GET}


def _office(request: HttpRequest, office_code: str, document: str) -> Office:
    """Return an office whose slips the account lays out; raises `NotFound` and `NotAllowed`."""
    office = office_of(signed_in(request), office_code)
    ensure_right(signed_in(request), Right.OFFICE_MANAGE, office=office)
    if document not in SPECIMENS:
        raise NotFound(_("Không có loại phiếu này."))
    return office
