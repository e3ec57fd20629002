"""What an officer does at the desk: each POST calls one service and leads back to the desk.

A refusal that names a field opens its panel again with what was typed; any other is said above.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onestop.directory.models import User
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, StateForbids
from onestop.directory.rights import Right
from queueing import services
from queueing.desk import desk_of, received_in
from queueing.models import Counter
from queueing.services.access import counter_in_reach
from queueing.views.counters import desk_page
from queueing.views.panels import Panels

# Digits of an id; more cannot be one.
LONGEST_ID = 18


@dataclass(frozen=True)
class Asked:
    """What is asked for: by whom, when, at which counter, for which ticket (0: for none)."""

    counter_id: int
    ticket_id: int
    actor: User
    now: datetime
    typed: QueryDict


def _id(text: str) -> int:
    """Return an id that was typed or sent; 0, which nothing has, for what cannot be one."""
    is_id = text.isascii() and text.isdigit() and len(text) <= LONGEST_ID
    return int(text) if is_id else 0


def _open(asked: Asked) -> str:
    services.counter_open(counter_id=asked.counter_id, actor=asked.actor, now=asked.now)
    return ""


def _pause(asked: Asked) -> str:
    services.counter_pause(
        counter_id=asked.counter_id,
        reason=asked.typed.get("reason", ""),
        actor=asked.actor,
        now=asked.now,
    )
    return ""


def _close(asked: Asked) -> str:
    services.counter_close(counter_id=asked.counter_id, actor=asked.actor, now=asked.now)
    return ""


def _call_next(asked: Asked) -> str:
    call = services.counter_call_next(counter_id=asked.counter_id, actor=asked.actor, now=asked.now)
    return "" if call else _("Không có ai chờ ở quầy này.")


def _call(asked: Asked) -> str:
    services.counter_call(
        counter_id=asked.counter_id,
        ticket_id=_id(asked.typed.get("ticket", "")),
        reason=asked.typed.get("reason", ""),
        actor=asked.actor,
        now=asked.now,
    )
    return ""


def _recall(asked: Asked) -> str:
    call = services.counter_recall(counter_id=asked.counter_id, actor=asked.actor, now=asked.now)
    return _("Đã gọi lại số %(number)s.") % {"number": call.ticket.number}


def _start(asked: Asked) -> str:
    services.ticket_start(ticket_id=asked.ticket_id, actor=asked.actor, now=asked.now)
    return ""


def _finish(asked: Asked) -> str:
    """End the turn with what was chosen; a dossier that was received in it says so by itself."""
    ticket = services.ticket_finish(
        ticket_id=asked.ticket_id,
        outcome=asked.typed.get("outcome") or received_in(asked.ticket_id),
        actor=asked.actor,
        now=asked.now,
    )
    if ticket.outcome:
        return _("Đã xong số %(number)s: %(outcome)s.") % {
            "number": ticket.number,
            "outcome": ticket.get_outcome_display(),
        }
    return _("Đã xong số %(number)s.") % {"number": ticket.number}


def _finish_and_call(asked: Asked) -> str:
    """End this turn, then call the next: two steps, so that the first stands if nobody waits."""
    finished = _finish(asked)
    nobody = _call_next(asked)
    return f"{finished} {nobody}" if nobody else ""


def _no_show(asked: Asked) -> str:
    ticket = services.ticket_no_show(ticket_id=asked.ticket_id, actor=asked.actor, now=asked.now)
    return _("Số %(number)s vắng mặt. Khi người dân quay lại, chọn “Vào hàng” ở bên phải.") % {
        "number": ticket.number
    }


def _hold(asked: Asked) -> str:
    ticket = services.ticket_hold(ticket_id=asked.ticket_id, actor=asked.actor, now=asked.now)
    return _("Đã giữ số %(number)s: ở mục “Đang giữ” bên phải.") % {"number": ticket.number}


def _resume(asked: Asked) -> str:
    ticket = services.ticket_resume(ticket_id=asked.ticket_id, actor=asked.actor, now=asked.now)
    if ticket.waiting_since == ticket.issued_at:
        return _("Số %(number)s đã vào hàng lại, giữ nguyên thứ tự.") % {"number": ticket.number}
    return _("Số %(number)s quay lại sau thời hạn giữ chỗ: xếp ở cuối hàng, giữ nguyên số.") % {
        "number": ticket.number
    }


def _undo(asked: Asked) -> str:
    ticket = services.ticket_undo(ticket_id=asked.ticket_id, actor=asked.actor, now=asked.now)
    return _("Đã hoàn tác: số %(number)s trở lại quầy.") % {"number": ticket.number}


def _hand_over(asked: Asked) -> str:
    counter = services.counter_hand_over(
        counter_id=asked.counter_id,
        to=asked.typed.get("to", ""),
        actor=asked.actor,
        now=asked.now,
    )
    return _("Đã bàn giao %(counter)s cho %(officer)s.") % {
        "counter": counter.name,
        "officer": counter.officer,
    }


def _further(asked: Asked, service_code: str) -> str:
    ticket = services.ticket_further(
        ticket_id=asked.ticket_id,
        service_code=service_code,
        actor=asked.actor,
        now=asked.now,
    )
    return _("Số %(number)s làm tiếp việc: %(service)s.") % {
        "number": ticket.number,
        "service": ticket.service,
    }


def _transfer(asked: Asked) -> str:
    kind, _colon, target = asked.typed.get("to", "").partition(":")
    if kind == "further":
        return _further(asked, target)
    ticket = services.ticket_transfer(
        ticket_id=asked.ticket_id,
        service_code=target if kind == "service" else None,
        counter_id=_id(target) if kind == "counter" else None,
        actor=asked.actor,
        now=asked.now,
    )
    return _("Đã chuyển số %(number)s đến %(target)s.") % {
        "number": ticket.number,
        "target": ticket.wanted_counter or ticket.service,
    }


Doing = Callable[[Asked], str]

OF_COUNTER: Mapping[str, Doing] = {
    "open": _open,
    "pause": _pause,
    "close": _close,
    "call-next": _call_next,
    "call": _call,
    "recall": _recall,
    "hand-over": _hand_over,
}
OF_TICKET: Mapping[str, Doing] = {
    "start": _start,
    "finish": _finish,
    "finish-and-call": _finish_and_call,
    "no-show": _no_show,
    "hold": _hold,
    "resume": _resume,
    "transfer": _transfer,
    "undo": _undo,
}


@staff_page(Right.COUNTER_OPERATE)
@require_POST
def counter_action(request: HttpRequest, counter_id: int, action: str) -> HttpResponse:
    """Do something with the counter."""
    return _done(request, OF_COUNTER, action, counter_id, 0)


@staff_page(Right.COUNTER_OPERATE)
@require_POST
def ticket_action(
    request: HttpRequest, counter_id: int, ticket_id: int, action: str
) -> HttpResponse:
    """Do something with a ticket from this counter's desk."""
    return _done(request, OF_TICKET, action, counter_id, ticket_id)


def _done(
    request: HttpRequest, doings: Mapping[str, Doing], action: str, counter_id: int, ticket_id: int
) -> HttpResponse:
    """Do it, and say what the desk itself does not show; `NotFound` and `NotAllowed` pass."""
    actor = signed_in(request)
    counter = counter_in_reach(counter_id, actor)
    if action not in doings:
        raise Http404
    asked = Asked(counter_id, ticket_id, actor, timezone.now(), request.POST)
    try:
        said = doings[action](asked)
    except BadInput as refusal:
        return _again(request, counter, action, refusal)
    except StateForbids as refusal:
        messages.error(request, str(refusal.detail))
    else:
        if said:
            messages.success(request, said)
    return redirect("counter-desk", counter_id)


def _again(request: HttpRequest, counter: Counter, action: str, refusal: BadInput) -> HttpResponse:
    """Open the action's panel again with what was typed and the error beside it."""
    state = desk_of(counter, now=timezone.now())
    panel = Panels(request, state).opened(action, request.POST, refusal.errors)
    if panel is None:
        messages.error(request, str(refusal.detail))
        return redirect("counter-desk", counter.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return desk_page(request, counter, panel=panel, status=status)
