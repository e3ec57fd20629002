"""What an officer can do next at the counter, in the order of its buttons. Pure.

One action is always the likely next step: it is drawn as the primary button and has the focus,
so that Enter or Space does it. Keys are those that no browser owns: Chromium and Firefox take F1,
F3, F5, F6, F7, F10, F11 and F12 for themselves, and F9 with Shift.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from queueing.models import Counter, Ticket


class Panel(StrEnum):
    """What opens below the ticket: a form in place, never a dialog."""

    DOSSIER = "dossier"
    RESULT = "result"
    TRANSFER = "transfer"
    NO_SHOW = "no-show"
    FINISH = "finish"
    PAUSE = "pause"
    CALL = "call"
    HAND_OVER = "hand-over"


@dataclass(frozen=True)
class Action:
    """A button: a POST to the counter or its ticket, or a panel that opens below."""

    name: str
    label: str | Promise
    key: str = ""
    panel: Panel | None = None
    of_ticket: bool = True

    @property
    def shown_key(self) -> str:
        """Return the key as it stands on the button."""
        return self.key.replace("+", " ")


OPEN = Action("open", _("Mở quầy"), of_ticket=False)
REOPEN = Action("open", _("Mở lại quầy"), of_ticket=False)
CALL_NEXT = Action("call-next", _("Gọi tiếp"), "F2", of_ticket=False)
RECALL = Action("recall", _("Gọi lại"), "F4", of_ticket=False)
START = Action("start", _("Bắt đầu phục vụ"))
HOLD = Action("hold", _("Giữ số"), "F9")
TRANSFER = Action("transfer", _("Chuyển"), "Shift+F4", Panel.TRANSFER)
NO_SHOW = Action("no-show", _("Vắng mặt"), "F8", Panel.NO_SHOW)
RECEIVE = Action("dossier", _("Tiếp nhận hồ sơ"), panel=Panel.DOSSIER)
RECEIVE_ANOTHER = Action("dossier", _("Hồ sơ khác"), panel=Panel.DOSSIER)
RETURN = Action("result", _("Trả kết quả"), panel=Panel.RESULT)
FINISH = Action("finish", _("Xong"))
FINISH_WITH = Action("finish-with", _("Xong, ghi việc đã làm"), "Shift+F2", Panel.FINISH)
FINISH_AND_CALL = Action("finish-and-call", _("Xong, gọi tiếp"), "F2")


def next_actions(counter: Counter, ticket: Ticket | None, *, received: bool) -> list[Action]:
    """Return the buttons, the likely next step first.

    `received`: a dossier has been received in this visit.
    """
    if ticket is not None:
        return list(_with_ticket(counter, ticket, received=received))
    if counter.state == Counter.State.OPEN:
        return [CALL_NEXT]
    return [REOPEN if counter.state == Counter.State.PAUSED else OPEN]


def _with_ticket(counter: Counter, ticket: Ticket, *, received: bool) -> Iterator[Action]:
    if ticket.state == Ticket.State.CALLED:
        yield from (START, RECALL, HOLD, TRANSFER, NO_SHOW)
        return
    done = FINISH_AND_CALL if counter.state == Counter.State.OPEN else FINISH
    if received:
        yield from (done, RECEIVE_ANOTHER, RETURN)
    elif ticket.service.returns_results:
        yield from (RETURN, RECEIVE, done)
    else:
        yield from (RECEIVE, RETURN, done)
    yield from (FINISH_WITH, HOLD, TRANSFER)
    if done is FINISH_AND_CALL:
        yield FINISH
