"""Moves of letters of apology: one from its own form, several at once from the list."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from onestop.cases.access import apology_of
from onestop.cases.forms.refused import refusal_into
from onestop.cases.models import Apology, Case
from onestop.cases.selectors import case_by_code
from onestop.cases.selectors.apologies import LONGEST
from onestop.cases.selectors.cursors import LONGEST_ID
from onestop.cases.services import apology_attempt_add
from onestop.cases.views.apology_lists import apology_waiting
from onestop.cases.views.letters import MOVES, Move, return_form, send_form
from onestop.cases.views.one import case_page
from onestop.cases.views.page import Typed
from onestop.directory.models import User
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, NotFound, Refusal, StateForbids

# Who makes one of the moves.
RIGHTS = frozenset().union(*(move.rights for move in MOVES.values()))
# The field that tells from which page a move was made.
FROM_LIST = "list"


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


@staff_page(*MOVES["send"].rights)
@require_http_methods(["GET", "HEAD", "POST"])
def apology_attempt(request: HttpRequest, apology_id: int) -> HttpResponse:
    """Record a further try at telling the citizen; lead back to where that was asked."""
    actor = signed_in(request)
    apology = apology_of(actor, apology_id)
    if request.method != "POST":
        return redirect("case", apology.case.code)
    form = send_form(apology.pk, request.POST)
    if not form.is_valid():
        return _origin(request, apology.case, Typed(sent={apology.pk: form}), BadInput.status)
    try:
        apology_attempt_add(apology_id=apology.pk, actor=actor, now=timezone.now(), **form.told())
    except StateForbids as refusal:
        return _late(request, apology.case, refusal)
    messages.success(request, _("Đã ghi lần báo cho người nộp."))
    return _back(request, apology.case)


@staff_page(*MOVES["approve"].rights)
@require_http_methods(["GET", "HEAD", "POST"])
def apologies_approve(request: HttpRequest) -> HttpResponse:
    """Approve the letters that are ticked, each for itself, and say what came of it."""
    return _ticked_moved(request, MOVES["approve"])


@staff_page(*MOVES["sign"].rights)
@require_http_methods(["GET", "HEAD", "POST"])
def apologies_sign(request: HttpRequest) -> HttpResponse:
    """Sign the letters that are ticked, each for itself, and say what came of it."""
    return _ticked_moved(request, MOVES["sign"])


def _ticked_moved(request: HttpRequest, move: Move) -> HttpResponse:
    if request.method == "POST":
        _move_ticked(request, signed_in(request), move)
    return redirect("apology-list")


def _move_ticked(request: HttpRequest, actor: User, move: Move) -> None:
    letters = [one for one in request.POST.getlist("letter") if one.isdecimal()]
    ticked = list(dict.fromkeys(int(one[:LONGEST_ID]) for one in letters))[:LONGEST]
    done, now = 0, timezone.now()
    for letter in ticked:
        try:
            move.service(apology_id=letter, actor=actor, now=now)
            done += 1
        except Refusal as refusal:
            messages.warning(request, str(refusal.detail))
    if done:
        said = ngettext("«%(move)s»: %(count)d thư.", "«%(move)s»: %(count)d thư.", done)
        messages.success(request, said % {"move": move.button, "count": done})
    elif not ticked:
        messages.warning(request, _("Chưa chọn thư nào. Hãy đánh dấu các thư rồi bấm lại."))


def _moved(request: HttpRequest, actor: User, apology: Apology, move: Move) -> HttpResponse:
    returned = return_form(apology.pk, request.POST)
    sent = send_form(apology.pk, request.POST)
    returned.full_clean()
    if move.name == "send" and not sent.is_valid():
        return _origin(request, apology.case, Typed(sent={apology.pk: sent}), BadInput.status)
    told: dict[str, Any] = {
        "return": {"reason": returned.data.get("reason", "")},
        "send": sent.told() if move.name == "send" else {},
    }.get(move.name, {})
    try:
        move.service(apology_id=apology.pk, actor=actor, now=timezone.now(), **told)
    except BadInput as refusal:
        refusal_into(returned, refusal)
        typed = Typed(returned={apology.pk: returned})
        return _origin(request, apology.case, typed, refusal.status)
    except StateForbids as refusal:
        return _late(request, apology.case, refusal)
    messages.success(request, str(move.done) % {"code": apology.case.code})
    return _back(request, apology.case)


def _back(request: HttpRequest, found: Case) -> HttpResponse:
    """Lead to the list or the case from which something was asked."""
    if request.POST.get("from") == FROM_LIST:
        return redirect("apology-list")
    return redirect("case", found.code)


def _origin(request: HttpRequest, found: Case, typed: Typed, status: int) -> HttpResponse:
    """Return the page from which something was asked, with what was typed and refused."""
    if request.POST.get("from") == FROM_LIST:
        return apology_waiting(request, signed_in(request), typed, status)
    return case_page(request, found, typed, status)


def _late(request: HttpRequest, found: Case, refusal: StateForbids) -> HttpResponse:
    """Answer what the state no longer allows, with the case as it is now."""
    typed = Typed(sentence=str(refusal.detail), text=request.POST.get("reason", ""))
    now_found = case_by_code(found.code, signed_in(request))
    return _origin(request, now_found, typed, refusal.status)
