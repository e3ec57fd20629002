"""The panels of the desk: forms that open in place below the ticket."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onestop.cases.looks import case_look
from onestop.cases.selectors import case_by_code
from onestop.directory.models import Agency
from onestop.directory.pages import signed_in
from onestop.directory.refusals import Refusal
from queueing.actions import Panel
from queueing.desk import Desk
from queueing.dossier import Chosen, chosen_procedure, procedures_of
from queueing.forms.dossier import DossierForm
from queueing.forms.once import new_key
from queueing.forms.papers import paper_lines
from queueing.models import Counter, QueueEvent, Ticket
from queueing.selectors import CALLS

Context = dict[str, Any]

# Offered while typing; any other reason may be typed.
PAUSE_REASONS = (
    _("Nghỉ giải lao"),
    _("Họp"),
    _("Hỗ trợ công dân"),
    _("Sự cố máy tính, máy in"),
)
CALL_REASONS = (
    _("Đã hẹn trước"),
    _("Người cần giúp đỡ ngay"),
    _("Chỉ bổ sung một giấy tờ"),
    _("Quay lại sau khi vắng mặt"),
)


class Panels:
    """The panels that a desk can open; each is a context with its `name`, or None."""

    def __init__(self, request: HttpRequest, desk: Desk) -> None:
        self._request = request
        self._desk = desk

    def asked_for(self) -> Context | None:
        """Return the panel that the address names, if the desk's state allows it."""
        return self.opened(self._request.GET.get("panel", ""), self._request.GET)

    def opened(
        self, name: str, typed: QueryDict, errors: Mapping[str, Any] | None = None
    ) -> Context | None:
        """Return a panel with what was typed in it and what was wrong with that."""
        fill = self._panels.get(name)
        context = fill(typed) if fill else None
        return context and self._named(name, {"typed": typed, "errors": errors, **context})

    @staticmethod
    def _named(name: str, context: Context) -> Context:
        return {"name": name, "template": f"queueing/desk/panel_{name}.html", **context}

    @property
    def _panels(self) -> Mapping[str, Callable[[QueryDict], Context | None]]:
        return {
            Panel.PAUSE: self._pause,
            Panel.CALL: self._call,
            Panel.NO_SHOW: self._no_show,
            Panel.FINISH: self._finish,
            Panel.TRANSFER: self._transfer,
            Panel.RESULT: self._result,
            Panel.DOSSIER: self._dossier,
            Panel.HAND_OVER: self._hand_over,
        }

    def _pause(self, _typed: QueryDict) -> Context | None:
        is_open = self._desk.counter.state == Counter.State.OPEN
        return {"reasons": PAUSE_REASONS} if is_open else None

    def _call(self, typed: QueryDict) -> Context | None:
        """Return the ticket that is to be called out of turn."""
        listed = [line.ticket for line in self._desk.waiting] + list(self._desk.aside)
        chosen = next((one for one in listed if str(one.pk) == typed.get("ticket")), None)
        if chosen is None or self._desk.ticket is not None:
            return None
        return {"chosen": chosen, "reasons": CALL_REASONS}

    def _no_show(self, _typed: QueryDict) -> Context | None:
        """Return how often the ticket was called since it was its turn."""
        ticket = self._desk.ticket
        if ticket is None or ticket.state != Ticket.State.CALLED:
            return None
        calls = QueueEvent.objects.filter(ticket=ticket, kind__in=CALLS, at__gte=ticket.called_at)
        return {"calls": calls.count()}

    def _finish(self, typed: QueryDict) -> Context | None:
        """Return what may have been done in the turn, with what is the likeliest."""
        if self._desk.ticket is None or self._desk.ticket.state != Ticket.State.SERVING:
            return None
        chosen = typed.get("outcome", self._desk.likely_outcome)
        return {"outcomes": Ticket.Outcome.choices, "chosen": chosen}

    def _transfer(self, _typed: QueryDict) -> Context | None:
        """Return the services and the counters to which the ticket may be sent on."""
        ticket = self._desk.ticket
        if ticket is None:
            return None
        office = self._desk.counter.office
        counters = office.counters.exclude(pk=self._desk.counter.pk)
        return {
            "services": office.services.filter(active=True).exclude(pk=ticket.service_id),
            "counters": counters.exclude(state=Counter.State.CLOSED).select_related("officer"),
        }

    def _hand_over(self, _typed: QueryDict) -> Context | None:
        """Return the colleagues to whom the counter may be handed over."""
        counter = self._desk.counter
        if counter.officer_id is None:
            return None
        staff = counter.staff.filter(is_active=True).exclude(pk=counter.officer_id)
        return {"colleagues": staff.order_by("full_name", "pk")}

    def _result(self, _typed: QueryDict) -> Context | None:
        """Return the case whose code was scanned or typed; a code in the address is not read."""
        if self._desk.ticket is None:
            return None
        linked = self._desk.ticket.case
        code = self._request.POST.get("code", linked.code if linked else "").strip()
        if not code:
            return {"code": ""}
        try:
            case = case_by_code(code, signed_in(self._request))
        except Refusal as refusal:
            return {"code": code, "problem": refusal.detail}
        case_look(self._request, case, "counter")
        return {"code": code, "case": case}

    def _dossier(self, typed: QueryDict) -> Context | None:
        ticket = self._desk.ticket
        if ticket is None:
            return None
        offered = procedures_of(ticket.service, day=timezone.localdate())
        code = typed.get("procedure", "") or (offered[0].code if len(offered) == 1 else "")
        form = DossierForm(initial={"key": new_key(), "procedure": code})
        return self.dossier(form, ticket, code)

    def dossier(self, form: DossierForm, ticket: Ticket, code: str) -> Context:
        """Return the ticket's dossier form with the procedure that is chosen in it."""
        desk = self._desk
        chosen = chosen_procedure(desk.counter.office, code, now=timezone.now()) if code else None
        context = {
            "form": form,
            "ticket": ticket,
            "offered": procedures_of(ticket.service, day=timezone.localdate()),
            "agencies": Agency.objects.filter(office=desk.counter.office).order_by("code"),
            "chosen": chosen,
            "papers": form.papers or papers_untouched(chosen),
        }
        return self._named(Panel.DOSSIER, context)


def papers_untouched(chosen: Chosen | None) -> list[Any]:
    """Return the paper lines of a procedure that was just chosen."""
    return paper_lines(chosen.papers, None) if chosen else []
