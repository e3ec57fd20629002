"""Drafting a letter of apology: on the case page, or on a page of its own from the list."""

from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onestop.cases.forms.refused import refusal_into
from onestop.cases.looks import case_look
from onestop.cases.models import Case
from onestop.cases.selectors import ApologyList, case_by_code
from onestop.cases.services import apology_draft as draft
from onestop.cases.views.letters import apology_form, letters_of, may_draft
from onestop.cases.views.one import case_page
from onestop.cases.views.page import CaseContents, Typed
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, StateForbids
from onestop.directory.rights import Right

# Where the draft was begun, beside the case page: it leads back there.
LISTS = (ApologyList.WARNED, ApologyList.OWED, ApologyList.MISSED)


@staff_page(Right.APOLOGY_DRAFT)
@require_http_methods(["GET", "HEAD", "POST"])
def apology_draft(request: HttpRequest, code: str) -> HttpResponse:
    """Show a draft that is filled in as far as the office knows, or make it one to be approved."""
    actor, now = signed_in(request), timezone.now()
    found = case_by_code(code, actor)
    if request.method != "POST":
        return _page(request, found) if may_draft(found, actor) else redirect("case", found.code)
    form = apology_form(found, letters_of(found), now, request.POST)
    typed = Typed(apology=form)
    if not form.is_valid() and may_draft(found, actor):
        return _unfit(request, found, typed)
    try:
        draft(code=found.code, actor=actor, now=now, **form.told())
    except BadInput as refusal:
        refusal_into(form, refusal)
        return _unfit(request, found, typed)
    except StateForbids as refusal:
        sentence, text = str(refusal.detail), request.POST.get("reason", "")
        now_found = case_by_code(found.code, actor)
        return case_page(request, now_found, Typed(sentence=sentence, text=text), refusal.status)
    messages.success(request, _("Đã lập thư xin lỗi. Thư chờ lãnh đạo duyệt."))
    return _back(request, found)


def _page(
    request: HttpRequest, found: Case, typed: Typed | None = None, status: int = HTTPStatus.OK
) -> HttpResponse:
    """Return the page of a draft: whose, until when, who holds it, and the form."""
    contents = CaseContents(found, signed_in(request), timezone.now(), typed or Typed())
    if contents.apology_form is not None:
        contents.apology_form.fields["cause"].widget.attrs["autofocus"] = True
    asked = request.POST if request.method == "POST" else request.GET
    context = {"page": contents, "case": found, "from": _list_in(asked.get("from", ""))}
    answer = render(request, "cases/apology_draft.html", context, status=status)
    case_look(request, found, "page")
    return answer


def _unfit(request: HttpRequest, found: Case, typed: Typed) -> HttpResponse:
    """Return the page that the draft was typed on, with what is wrong beside its field."""
    show = _page if _list_in(request.POST.get("from", "")) else case_page
    return show(request, found, typed, HTTPStatus.UNPROCESSABLE_ENTITY)


def _back(request: HttpRequest, found: Case) -> HttpResponse:
    origin = _list_in(request.POST.get("from", ""))
    if origin:
        return redirect(f"{reverse('apology-list')}?{urlencode({'list': origin})}")
    return redirect("case", found.code)


def _list_in(origin: str) -> str:
    return origin if origin in LISTS else ""
