"""The running steps of the office by person and agency, and giving many to one colleague."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from onestop.cases.access import offices_seen
from onestop.cases.forms.work import WorkFilter
from onestop.cases.models import CaseStep
from onestop.cases.places import AT_AGENCY
from onestop.cases.selectors import WorkWanted, loads, step_lines, unheld
from onestop.cases.selectors.step_work import LONGEST, WorkLine
from onestop.cases.services import Assigned, steps_assign
from onestop.cases.states import CaseState
from onestop.cases.views.tabs import tabs_of
from onestop.directory.audit import look_record_list
from onestop.directory.models import Office, User
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput
from onestop.directory.rights import MATRIX, Right, Role

GIVEN_IN = frozenset({CaseState.RECEIVED, CaseState.PROCESSING})


@staff_page(Right.CASE_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def work(request: HttpRequest) -> HttpResponse:
    """Show who holds what, the most urgent first; a POST gives what was chosen to a colleague."""
    actor = signed_in(request)
    offices = offices_seen(actor)
    if request.method == "POST":
        return _assigned(request, actor)
    return render(request, "cases/work.html", _contents(request, actor, offices))


def _contents(request: HttpRequest, actor: User, offices: Sequence[Office]) -> dict[str, Any]:
    now = timezone.now()
    held = loads(offices, now)
    form = WorkFilter(offices, [one.person for one in held], request.GET)
    wanted = form.wanted() if form.is_valid() else WorkWanted()
    lines = step_lines(offices, now, wanted)
    shown = [(one.step.case.office_id, one.step.case_id) for one in lines]
    look_record_list(request, "look.cases", shown=shown)
    given = _may_give(actor, lines)
    return {
        "form": form,
        "lines": lines,
        "is_cut": len(lines) == LONGEST,
        "loads": held,
        "unheld": unheld(offices),
        "given": given,
        **tabs_of(actor),
        "query": request.GET.urlencode(),
        "now": now,
    }


def _may_give(actor: User, lines: Sequence[WorkLine]) -> set[int]:
    """Return the ids of the steps that the account may give to a colleague."""
    agencies = {
        (membership.office_id, agency)
        for office in actor.offices()
        for membership in actor.memberships_in(office)
        if MATRIX[Role(membership.role)] & AT_AGENCY
        for agency in membership.agency_ids
    }
    return {one.step.pk for one in lines if _is_given(one.step, agencies)}


def _is_given(step: CaseStep, agencies: set[tuple[int, int]]) -> bool:
    of_agency = not (step.is_opinion or step.in_office) and step.case.state in GIVEN_IN
    return of_agency and (step.case.office_id, step.agency_id) in agencies


def _assigned(request: HttpRequest, actor: User) -> HttpResponse:
    chosen = request.POST.getlist("case")
    seen = {code: request.POST.get(f"seen-{code}", "") for code in chosen}
    holder = request.POST.get("holder", "")
    try:
        if not holder:
            raise BadInput.field("holder", _("Hãy chọn người nhận việc."))
        done = steps_assign(seen=seen, holder=holder, actor=actor, now=timezone.now())
    except BadInput as refusal:
        messages.error(request, str(refusal.detail))
    else:
        _tell(request, done)
    query = request.POST.get("query", "")
    return redirect(f"{reverse('work')}?{query}" if query else reverse("work"))


def _tell(request: HttpRequest, done: Assigned) -> None:
    if done.given:
        sentence = ngettext("Đã giao %(count)d bước.", "Đã giao %(count)d bước.", len(done.given))
        messages.success(request, sentence % {"count": len(done.given)})
    for code, why in done.refused.items():
        messages.error(request, f"{code}: {why}")
