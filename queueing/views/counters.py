"""The counter's desk: choosing a counter, and who is here, who waits, what to do next."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from onestop.directory.pages import signed_in, staff_page
from onestop.directory.rights import Right
from queueing.actions import next_actions
from queueing.desk import Desk, desk_of
from queueing.models import Counter
from queueing.selectors import counters_of
from queueing.services.access import counter_in_reach
from queueing.views.panels import Panels

ALL = "all"


@staff_page(Right.COUNTER_OPERATE)
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Lead to the counter that the account has open, or its only one; else let it choose.

    With `all` in the address it may always choose.
    """
    actor = signed_in(request)
    counters = counters_of(actor)
    mine = [one for one in counters if one.officer_id == actor.pk]
    certain = mine or (counters if len(counters) == 1 else [])
    if certain and ALL not in request.GET:
        return redirect("counter-desk", certain[0].pk)
    context = {"counters": counters, "mine": mine}
    return render(request, "queueing/desk/choose.html", context)


@staff_page(Right.COUNTER_OPERATE)
@require_safe
def desk(request: HttpRequest, counter_id: int) -> HttpResponse:
    """Show the desk; `panel` in the address opens one of its forms."""
    counter = counter_in_reach(counter_id, signed_in(request))
    return desk_page(request, counter)


@staff_page(Right.COUNTER_OPERATE)
@require_safe
def now(request: HttpRequest, counter_id: int) -> HttpResponse:
    """Return the waiting list, and the left side if it differs from the `known` one."""
    counter = counter_in_reach(counter_id, signed_in(request))
    state = desk_of(counter, now=timezone.now())
    context = desk_context(request, state) | {
        "refreshed": True,
        "changed": request.GET.get("known") != state.mark,
    }
    return render(request, "queueing/desk/now.html", context)


def desk_page(
    request: HttpRequest,
    counter: Counter,
    *,
    panel: dict[str, Any] | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Return the desk with the panel that is given, else the one that the address asks for."""
    state = desk_of(counter, now=timezone.now())
    opened = panel or Panels(request, state).asked_for()
    context = desk_context(request, state) | {"panel": opened}
    return render(request, "queueing/desk/page.html", context, status=status)


def desk_context(request: HttpRequest, state: Desk) -> dict[str, Any]:
    """Return what every part of the desk is drawn from."""
    actor = signed_in(request)
    actions = next_actions(state.counter, state.ticket, received=bool(state.cases))
    return {
        "desk": state,
        "counter": state.counter,
        "ticket": state.ticket,
        "actions": actions,
        "is_mine": state.counter.officer_id in {None, actor.pk},
    }
