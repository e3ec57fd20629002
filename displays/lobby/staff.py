"""What the counter's officer is told of the call: whether a screen has shown it, or read it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from displays.models import PlayedCall
from displays.services.played import FRESH
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.rights import Right
from queueing.models import Counter, QueueEvent
from queueing.selectors import CALLS, ticket_at
from queueing.services.access import counter_in_reach


@staff_page(Right.COUNTER_OPERATE)
@require_safe
def played(request: HttpRequest, counter_id: int) -> HttpResponse:
    """Return a piece of the desk: what was played of the latest call of the ticket that is here."""
    counter = counter_in_reach(counter_id, signed_in(request))
    call = latest_call(counter)
    row = call and PlayedCall.objects.filter(office=counter.office_id, seq=call.seq).first()
    context = {
        "counter": counter,
        "played": row,
        "waits": call is not None and timezone.now() - call.at < FRESH and not (row and row.aloud),
    }
    return render(request, "displays/played.html", context)


def latest_call(counter: Counter) -> QueueEvent | None:
    """Return the latest call of the ticket that is at the counter, None while none is called."""
    ticket = ticket_at(counter)
    if ticket is None or ticket.state != ticket.State.CALLED:
        return None
    calls = QueueEvent.objects.filter(ticket=ticket, counter=counter, kind__in=CALLS)
    return calls.order_by("-seq").first()
