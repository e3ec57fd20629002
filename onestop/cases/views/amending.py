"""Putting right what was typed wrongly of an applicant, and what is wrong with a result."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onestop.cases.access import ensure_any
from onestop.cases.forms.amending import CorrectionForm
from onestop.cases.looks import case_look
from onestop.cases.models import Case
from onestop.cases.selectors import case_by_code
from onestop.cases.services import applicant_correct, result_error_correct, result_error_open
from onestop.cases.services.correcting import CORRECT as CORRECT_APPLICANT
from onestop.cases.services.errors import CORRECT, OPEN
from onestop.cases.views.one import case_page
from onestop.cases.views.page import Typed
from onestop.directory.models import User
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, StateForbids


@staff_page(*CORRECT_APPLICANT)
@require_http_methods(["GET", "HEAD", "POST"])
def applicant(request: HttpRequest, code: str) -> HttpResponse:
    """Show the applicant in full to correct it, which is recorded as a look; a POST stores it."""
    actor = signed_in(request)
    found = case_by_code(code, actor)
    ensure_any(actor, CORRECT_APPLICANT, found)
    form = CorrectionForm(found.applicant, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _corrected(found, form, actor):
        messages.success(request, _("Đã sửa thông tin người nộp."))
        return redirect("case", found.code)
    case_look(request, found, "applicant")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "cases/applicant.html", {"case": found, "form": form}, status=status)


@staff_page(*OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def error_found(request: HttpRequest, code: str) -> HttpResponse:
    """Note an error in the result and lead back to the case."""
    actor = signed_in(request)
    if request.method != "POST":
        return redirect("case", case_by_code(code, actor).code)
    text = request.POST.get("error", "")
    try:
        result_error_open(code=code, error=text, actor=actor, now=timezone.now())
    except (BadInput, StateForbids) as refusal:
        return _refused(request, code, refusal, text)
    messages.success(request, _("Đã ghi sai sót; phải sửa trong 03 ngày làm việc."))
    return redirect("case", code)


@staff_page(*CORRECT)
@require_http_methods(["GET", "HEAD", "POST"])
def error_corrected(request: HttpRequest, code: str) -> HttpResponse:
    """Note what was corrected and lead back to the case."""
    actor = signed_in(request)
    if request.method != "POST":
        return redirect("case", case_by_code(code, actor).code)
    text = request.POST.get("corrected", "")
    try:
        result_error_correct(code=code, corrected=text, actor=actor, now=timezone.now())
    except (BadInput, StateForbids) as refusal:
        return _refused(request, code, refusal, text)
    messages.success(request, _("Đã ghi sửa xong sai sót."))
    return redirect("case", code)


def _corrected(found: Case, form: CorrectionForm, actor: User) -> bool:
    """Store the correction; tell whether it was done, else show why not."""
    try:
        applicant_correct(
            code=found.code,
            applicant=form.person(),
            reason=form.cleaned_data["reason"],
            actor=actor,
            now=timezone.now(),
        )
    except BadInput as refusal:
        form.refused(refusal)
        return False
    return True


def _refused(
    request: HttpRequest, code: str, refusal: BadInput | StateForbids, text: str
) -> HttpResponse:
    typed = Typed(sentence=str(refusal.detail), text=text)
    return case_page(request, case_by_code(code, signed_in(request)), typed, refusal.status)
