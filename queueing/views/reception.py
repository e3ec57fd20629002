"""Receiving a dossier at the desk, under the ticket of the citizen who stands there."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, NotFound, StateForbids
from onestop.directory.rights import Right
from queueing.actions import Panel
from queueing.desk import desk_of
from queueing.dossier import Chosen, chosen_procedure
from queueing.forms.dossier import DossierForm
from queueing.forms.papers import paper_lines
from queueing.models import Counter, Ticket
from queueing.services import dossier_receive
from queueing.services.access import counter_in_reach
from queueing.views.counters import desk_page
from queueing.views.panels import Panels, papers_untouched

# What the button sends that only shows the papers of the procedure, for browsers without scripts.
SHOW_PAPERS = "papers"


@staff_page(Right.COUNTER_OPERATE)
@require_safe
def procedure(request: HttpRequest, counter_id: int) -> HttpResponse:
    """Return the papers of a procedure and the due date ahead, for the form that is open."""
    counter = counter_in_reach(counter_id, signed_in(request))
    code = request.GET.get("procedure", "")
    chosen = chosen_procedure(counter.office, code, now=timezone.now())
    context = {"chosen": chosen, "papers": papers_untouched(chosen)}
    return render(request, "queueing/desk/procedure.html", context)


@staff_page(Right.COUNTER_OPERATE)
@require_POST
def receive(request: HttpRequest, counter_id: int, ticket_id: int) -> HttpResponse:
    """Receive the dossier and lead back to the desk; else the form again, with what was typed."""
    counter = counter_in_reach(counter_id, signed_in(request))
    ticket = _ticket(counter, ticket_id)
    code = request.POST.get("procedure", "")
    chosen = chosen_procedure(counter.office, code, now=timezone.now())
    form = _form(request, chosen)
    if form.is_bound and form.is_valid() and _received(request, form, ticket):
        return redirect("counter-desk", counter_id)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    panels = Panels(request, desk_of(counter, now=timezone.now()))
    return desk_page(request, counter, panel=panels.dossier(form, ticket, code), status=status)


@staff_page(Right.COUNTER_OPERATE)
@require_POST
def result(request: HttpRequest, counter_id: int) -> HttpResponse:
    """Show the case of a code; it is sent as a form, because people type all sorts of numbers."""
    counter = counter_in_reach(counter_id, signed_in(request))
    panels = Panels(request, desk_of(counter, now=timezone.now()))
    return desk_page(request, counter, panel=panels.opened(Panel.RESULT, request.POST))


def _form(request: HttpRequest, chosen: Chosen | None) -> DossierForm:
    lines = paper_lines(chosen.papers, request.POST) if chosen else []
    if request.POST.get("step") == SHOW_PAPERS:
        return DossierForm(initial=request.POST.dict(), papers=lines)
    return DossierForm(request.POST, papers=lines)


def _received(request: HttpRequest, form: DossierForm, ticket: Ticket) -> bool:
    """Receive what the form says; tell whether it was done, else show why beside its fields."""
    try:
        dossier_receive(ticket=ticket, actor=signed_in(request), now=timezone.now(), **form.facts())
    except (BadInput, StateForbids) as refusal:
        form.refuse(refusal)
        return False
    return True


def _ticket(counter: Counter, ticket_id: int) -> Ticket:
    ticket = Ticket.objects.filter(pk=ticket_id, office=counter.office).first()
    if ticket is None:
        raise NotFound(_("Không tìm thấy số này."))
    return ticket
