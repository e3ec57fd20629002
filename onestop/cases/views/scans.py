"""Scans of papers: sent from the page of a case, and handed out so that nothing in them can act."""

from http import HTTPStatus

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onestop.cases.models import CaseScan
from onestop.cases.scans import LARGEST_SCAN, MEDIA_TYPES, ScanKind
from onestop.cases.selectors import case_by_code
from onestop.cases.services import ADDING, scan_add, scan_open
from onestop.cases.views.one import case_page
from onestop.cases.views.page import Typed
from onestop.directory.models import User
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput
from onestop.directory.rights import Right

# What a file may do where it is opened: nothing. It is saved, not shown.
ISOLATED = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}


@staff_page(Right.CASE_VIEW, *ADDING)
@require_http_methods(["GET", "HEAD", "POST"])
def scan(request: HttpRequest, code: str, position: int) -> HttpResponse:
    """Hand the latest scan of a paper out; a POST adds one and leads back to the case."""
    actor = signed_in(request)
    if request.method != "POST":
        return scan_response(code, position, actor)
    try:
        scan_from(request.FILES.get("file"), code, position, actor)
    except BadInput as refusal:
        found = case_by_code(code, actor)
        typed = Typed(scan=(position, str(refusal.detail)))
        return case_page(request, found, typed, HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("Đã lưu bản quét."))
    return redirect("case", code)


def scan_from(
    file: "UploadedFile[bytes] | None", code: str, position: int, actor: User
) -> CaseScan:
    """Add the file that was sent; raises what `scan_add` raises."""
    if file is None:
        raise BadInput.field("file", _("Chưa chọn tệp. Hãy chọn một tệp PDF, JPEG hoặc PNG."))
    return scan_add(
        code=code,
        position=position,
        content=file.read(LARGEST_SCAN + 1),  # of a larger one enough to see that it is
        name=file.name or "",
        actor=actor,
        now=timezone.now(),
    )


def scan_response(code: str, position: int, actor: User) -> HttpResponse:
    """Return the latest scan of a paper as a file to be saved."""
    found, content = scan_open(code=code, position=position, actor=actor, now=timezone.now())
    name = f"{code}-{position}.{found.kind}"
    headers = {**ISOLATED, "Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=MEDIA_TYPES[ScanKind(found.kind)], headers=headers)
