"""The page on which the state machine of a case stands, as drawing and as table."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from onestop.cases.diagram import clock_in, numbered, roles_of, svg, targets
from onestop.cases.states import NATIONAL_STATUS, CaseState
from onestop.cases.transitions import Clock, Transition
from onestop.cases.views.page import DOCUMENTS
from onestop.directory.pages import staff_page
from onestop.directory.rights import Right

CLOCKS: dict[Clock, str | Promise] = {
    Clock.NONE: "–",
    Clock.START: _("bắt đầu tính"),
    Clock.PAUSE: _("tạm dừng"),
    Clock.RESTART: _("tính lại từ đầu, hoặc tính tiếp, theo thủ tục"),
    Clock.RESUME: _("tính tiếp"),
    Clock.STOP: _("kết thúc"),
}
PAPERS = {document.name: document.title for document in DOCUMENTS}


@dataclass(frozen=True)
class Line:
    """A transition in one state, in words."""

    number: int
    row: Transition
    source: CaseState
    targets: list[CaseState]
    codes: str
    who: str
    clock: str | Promise
    paper: str | Promise


@staff_page(Right.CASE_VIEW)
@require_safe
def states(request: HttpRequest) -> HttpResponse:
    """Show every state and way, made from the table of transitions."""
    lines = [
        _line(number, row, source)
        for number, row in numbered()
        for source in CaseState
        if source in row.sources
    ]
    # Made of the table's own names, each escaped where it is written.
    drawing = mark_safe(svg())  # noqa: S308
    return render(request, "cases/states.html", {"drawing": drawing, "lines": lines})


def _line(number: int, row: Transition, source: CaseState) -> Line:
    reached = targets(row, source)
    return Line(
        number=number,
        row=row,
        source=source,
        targets=list(reached),
        codes=", ".join(str(NATIONAL_STATUS[one]) for one in reached),
        who=", ".join(str(role.label) for role in roles_of(row, source)),
        clock=CLOCKS[clock_in(row, source)],
        paper=PAPERS.get(row.paper, "–"),
    )
