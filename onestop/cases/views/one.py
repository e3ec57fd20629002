"""The page of one case, and the transitions that are made from it."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onestop.cases.forms import TransitionForm
from onestop.cases.looks import case_look
from onestop.cases.models import Case
from onestop.cases.selectors import case_by_code
from onestop.cases.services import case_transition, transitions_open_to
from onestop.cases.services.numbers import case_numbers_show
from onestop.cases.steps import CaseSteps
from onestop.cases.transitions import TRANSITIONS, Transition
from onestop.cases.views.actions import FACES, asks_again
from onestop.cases.views.page import CaseContents, Typed
from onestop.directory.models import User
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, NotFound, StateForbids
from onestop.directory.rights import Right


@staff_page(Right.CASE_VIEW)
@require_safe
def case(request: HttpRequest, code: str) -> HttpResponse:
    """Show a case: what, who holds it, until when and why, what may be done, history."""
    return case_page(request, case_by_code(code, signed_in(request)))


@staff_page(Right.CASE_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def numbers(request: HttpRequest, code: str) -> HttpResponse:
    """Show the case with the applicant's numbers in full; the look is recorded."""
    actor, now = signed_in(request), timezone.now()
    if request.method != "POST":
        return redirect("case", case_by_code(code, actor).code)
    found = case_numbers_show(code=code, actor=actor, now=now)
    page = CaseContents(found, actor, now, Typed())
    return render(request, "cases/case.html", {"page": page, "case": found, "in_full": True})


@staff_page(Right.CASE_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def transition(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Make a transition and lead back to the case; what cannot be undone is asked again first.

    Who comes here without a form (by the "back" of a browser) is led to the case.
    """
    actor = signed_in(request)
    found = case_by_code(code, actor)
    row = TRANSITIONS.get(name)
    if row is None:
        raise NotFound(_("Không có thao tác này với hồ sơ."))
    if request.method != "POST":
        return redirect("case", found.code)
    return _asked(request, actor, found, row)


def case_page(
    request: HttpRequest, found: Case, typed: Typed | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    """Return the page of a case; with what was typed, if it was refused."""
    page = CaseContents(found, signed_in(request), timezone.now(), typed or Typed())
    answer = render(request, "cases/case.html", {"page": page, "case": found}, status=status)
    case_look(request, found, "page")
    return answer


def _asked(request: HttpRequest, actor: User, found: Case, row: Transition) -> HttpResponse:
    """Check what was told only for whom the transition is open; else the service says why not."""
    form = TransitionForm(found, row, CaseSteps(found.steps.all()).running, request.POST)
    is_valid = form.is_valid()
    if row in transitions_open_to(found, actor, timezone.now()):
        if "back" in request.POST:
            return case_page(request, found, Typed(transition=form))
        if not is_valid:
            return _unfit(request, found, form)
        if asks_again(form) and "confirmed" not in request.POST:
            case_look(request, found, "question")
            return render(request, "cases/confirm.html", _question(found, form))
    return _made(request, actor, found, form)


def _question(found: Case, form: TransitionForm) -> dict[str, Any]:
    """Return what the second page shows before something that cannot be undone."""
    face = FACES[form.row.name]
    rejects = form.cleaned_data.get("outcome") == Case.Outcome.REJECTED
    button = _("Không chấp thuận") if rejects else face.button
    return {
        "case": found,
        "form": form,
        "face": face,
        "button": button,
        "question": f"{button}?",
        "reason": form.cleaned_data.get("reason", ""),
        "told": list(form.facts().items()),
    }


def _made(request: HttpRequest, actor: User, found: Case, form: TransitionForm) -> HttpResponse:
    try:
        moved = case_transition(
            code=found.code,
            name=form.row.name,
            actor=actor,
            now=timezone.now(),
            **form.facts(),
        )
    except BadInput as refusal:
        form.refused(refusal)
        return _unfit(request, found, form)
    except StateForbids as refusal:
        typed = Typed(sentence=str(refusal.detail), text=request.POST.get("reason", ""))
        return case_page(request, case_by_code(found.code, actor), typed, refusal.status)
    said = {"action": form.row.label, "state": moved.get_state_display()}
    messages.success(request, _("Đã ghi: %(action)s. Hồ sơ nay «%(state)s».") % said)
    return redirect("case", found.code)


def _unfit(request: HttpRequest, found: Case, form: TransitionForm) -> HttpResponse:
    typed = Typed(transition=form)
    return case_page(request, found, typed, HTTPStatus.UNPROCESSABLE_ENTITY)
