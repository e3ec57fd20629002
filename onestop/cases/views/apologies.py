"""Letters of apology: drafted on the case page, approved, signed and sent from their own list."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onestop.cases.access import apology_of
from onestop.cases.forms import ApologyForm, ReturnForm
from onestop.cases.forms.refused import refusal_into
from onestop.cases.looks import cases_look
from onestop.cases.models import Apology, Case
from onestop.cases.selectors import apologies_open, case_by_code, latest_letters
from onestop.cases.selectors.rows import rows_of
from onestop.cases.services import apology_draft as draft
from onestop.cases.services import proposed_dates
from onestop.cases.views.letters import (
    MOVES,
    Move,
    has_new_date,
    letter_of,
    letters_of,
    may_draft,
)
from onestop.cases.views.one import case_page
from onestop.cases.views.page import Typed
from onestop.directory.models import User
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, NotFound, StateForbids
from onestop.directory.rights import Right

# Who makes one of the moves.
RIGHTS = frozenset().union(*(move.rights for move in MOVES.values()))
# The field that tells from which page a move was made.
FROM_LIST = "list"


@staff_page(*RIGHTS)
@require_safe
def apology_list(request: HttpRequest) -> HttpResponse:
    """Show the letters whose next move is the account's: what, why, the new date, and the move."""
    return _list(request, signed_in(request))


@staff_page(Right.APOLOGY_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def apology_draft(request: HttpRequest, code: str) -> HttpResponse:
    """Draft an apology from the case page and lead back to it."""
    actor, now = signed_in(request), timezone.now()
    found = case_by_code(code, actor)
    if request.method != "POST":
        return redirect("case", found.code)
    promised = has_new_date(letters_of(found))
    form = ApologyForm(None if promised else proposed_dates(found, now), request.POST)
    if not form.is_valid() and may_draft(found, actor):
        return _unfit(request, found, form)
    try:
        draft(code=found.code, actor=actor, now=now, **form.told())
    except BadInput as refusal:
        refusal_into(form, refusal)
        return _unfit(request, found, form)
    except StateForbids as refusal:
        return _late(request, found, refusal)
    messages.success(request, _("Đã lập thư xin lỗi. Thư chờ lãnh đạo duyệt."))
    return redirect("case", found.code)


@staff_page(*RIGHTS)
@require_http_methods(["GET", "HEAD", "POST"])
def apology_move(request: HttpRequest, apology_id: int, move: str) -> HttpResponse:
    """Approve, return, sign, send or cancel a letter; lead back to where that was asked."""
    actor = signed_in(request)
    apology = apology_of(actor, apology_id)
    if move not in MOVES:
        raise NotFound(_("Không có thao tác này với thư xin lỗi."))
    if request.method != "POST":
        return redirect("apology-list")
    return _moved(request, actor, apology, MOVES[move])


def _moved(request: HttpRequest, actor: User, apology: Apology, move: Move) -> HttpResponse:
    form = ReturnForm(request.POST, auto_id=f"return_{apology.pk}_%s")
    form.full_clean()
    told = {"reason": form.data.get("reason", "")} if move.name == "return" else {}
    try:
        move.service(apology_id=apology.pk, actor=actor, now=timezone.now(), **told)
    except BadInput as refusal:
        refusal_into(form, refusal)
        typed = Typed(returned={apology.pk: form})
        return _origin(request, apology.case, typed, refusal.status)
    except StateForbids as refusal:
        return _late(request, apology.case, refusal)
    messages.success(request, str(move.done) % {"code": apology.case.code})
    if request.POST.get("from") == FROM_LIST:
        return redirect("apology-list")
    return redirect("case", apology.case.code)


def _origin(request: HttpRequest, found: Case, typed: Typed, status: int) -> HttpResponse:
    """Return the page from which something was asked, with what was typed and refused."""
    if request.POST.get("from") == FROM_LIST:
        return _list(request, signed_in(request), typed, status)
    return case_page(request, found, typed, status)


def _late(request: HttpRequest, found: Case, refusal: StateForbids) -> HttpResponse:
    """Answer what the state no longer allows, with the case as it is now."""
    typed = Typed(sentence=str(refusal.detail), text=request.POST.get("reason", ""))
    now_found = case_by_code(found.code, signed_in(request))
    return _origin(request, now_found, typed, refusal.status)


def _unfit(request: HttpRequest, found: Case, form: ApologyForm) -> HttpResponse:
    typed = Typed(apology=form)
    return case_page(request, found, typed, HTTPStatus.UNPROCESSABLE_ENTITY)


def _list(
    request: HttpRequest, actor: User, typed: Typed | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    typed = typed or Typed()
    returned = typed.returned or {}
    waiting = apologies_open(actor)
    latest = latest_letters(one.case for one in waiting)
    letters = [letter_of(one, actor, latest, returned.get(one.pk)) for one in waiting]
    rows = rows_of((one.case for one in waiting), timezone.now())
    cases_look(request, rows)
    context = {"lines": list(zip(letters, rows, strict=True)), "typed": typed, "from": FROM_LIST}
    return render(request, "cases/apology_list.html", context, status=status)
