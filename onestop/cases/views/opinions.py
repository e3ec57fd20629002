"""Asking for opinions from the page of a case, answering them, and asking no longer."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from onestop.cases.access import opinion_of
from onestop.cases.forms.opinions import AnswerForm, AskForm
from onestop.cases.models import Case, Opinion
from onestop.cases.places import AT_AGENCY
from onestop.cases.selectors import case_by_code
from onestop.cases.services import opinion_answer, opinion_withdraw, opinions_ask
from onestop.cases.views.cooperation import CooperationTyped
from onestop.cases.views.one import case_page
from onestop.cases.views.page import Typed
from onestop.directory.models import User
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, NotFound, StateForbids


@staff_page(*AT_AGENCY)
@require_http_methods(["GET", "HEAD", "POST"])
def opinion_ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask agencies and people at the same time, and lead back to the case."""
    actor = signed_in(request)
    case = case_by_code(code, actor)
    if request.method != "POST":
        return redirect("case", case.code)
    form = AskForm(case, request.POST)
    if form.is_valid():
        try:
            asked = opinions_ask(code=code, actor=actor, now=timezone.now(), **form.facts())
        except BadInput as refusal:
            form.refused(refusal)
        except StateForbids as refusal:
            return _forbidden(request, case, refusal)
        else:
            sentence = ngettext("Đã hỏi %(count)d nơi.", "Đã hỏi %(count)d nơi.", len(asked))
            messages.success(request, sentence % {"count": len(asked)})
            return redirect("case", case.code)
    return _unfit(request, case, CooperationTyped(asked=form))


@staff_page(*AT_AGENCY)
@require_http_methods(["GET", "HEAD", "POST"])
def opinion_move(request: HttpRequest, opinion_id: int, move: str) -> HttpResponse:
    """Answer an opinion or ask no longer, and lead back to its case."""
    actor = signed_in(request)
    opinion = opinion_of(actor, opinion_id)
    if request.method != "POST":
        return redirect("case", opinion.case.code)
    moves = {"answer": _answered, "withdraw": _withdrawn}
    if move not in moves:
        raise NotFound(_("Không có thao tác này với ý kiến."))
    try:
        return moves[move](request, actor, opinion)
    except StateForbids as refusal:
        return _forbidden(request, opinion.case, refusal)


def _answered(request: HttpRequest, actor: User, opinion: Opinion) -> HttpResponse:
    form = AnswerForm(opinion, request.POST)
    if form.is_valid():
        try:
            opinion_answer(
                opinion_id=opinion.pk, actor=actor, now=timezone.now(), **form.cleaned_data
            )
        except BadInput as refusal:
            form.refused(refusal)
        else:
            messages.success(request, _("Đã ghi ý kiến."))
            return redirect("case", opinion.case.code)
    return _unfit(request, opinion.case, CooperationTyped(answered={opinion.pk: form}))


def _withdrawn(request: HttpRequest, actor: User, opinion: Opinion) -> HttpResponse:
    reason = request.POST.get("reason", "")
    try:
        opinion_withdraw(opinion_id=opinion.pk, reason=reason, actor=actor, now=timezone.now())
    except BadInput:
        typed = Typed(sentence=_("Chưa rút được: hãy ghi lý do rút yêu cầu lấy ý kiến."))
        return case_page(request, opinion.case, typed, HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, _("Đã rút yêu cầu lấy ý kiến."))
    return redirect("case", opinion.case.code)


def _unfit(request: HttpRequest, case: Case, typed: CooperationTyped) -> HttpResponse:
    answer = Typed(cooperation=typed)
    return case_page(request, case, answer, HTTPStatus.UNPROCESSABLE_ENTITY)


def _forbidden(request: HttpRequest, case: Case, refusal: StateForbids) -> HttpResponse:
    typed = Typed(sentence=str(refusal.detail), text=request.POST.get("text", ""))
    return case_page(request, case, typed, refusal.status)
