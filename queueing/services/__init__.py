"""Every write to the queue. Each service is one transaction that begins with the queue's row.

They raise the refusals of `onestop.directory.refusals`, and then nothing has changed.
"""

from queueing.services.appointments import (
    appointment_book,
    appointment_cancel,
    appointment_check_in,
)
from queueing.services.calling import (
    Call,
    CallWish,
    counter_call,
    counter_call_next,
    counter_recall,
    counters_call_next,
)
from queueing.services.counters import (
    counter_close,
    counter_hand_over,
    counter_open,
    counter_pause,
)
from queueing.services.ending import (
    CANCELLABLE,
    ticket_cancel,
    ticket_give_up,
    tickets_expire,
)
from queueing.services.issuing import (
    Issued,
    TicketWish,
    ticket_issue,
    tickets_issue,
    wish_fulfil,
)
from queueing.services.leaving import counters_hand_over
from queueing.services.once import dossier_receive, kiosk_check_in, kiosk_ticket_issue
from queueing.services.receiving import ticket_attach_case, ticket_receive_case
from queueing.services.serving import (
    ticket_finish,
    ticket_further,
    ticket_hold,
    ticket_no_show,
    ticket_resume,
    ticket_start,
    ticket_transfer,
)
from queueing.services.undoing import ticket_undo

__all__ = [
    "CANCELLABLE",
    "Call",
    "CallWish",
    "Issued",
    "TicketWish",
    "appointment_book",
    "appointment_cancel",
    "appointment_check_in",
    "counter_call",
    "counter_call_next",
    "counter_close",
    "counter_hand_over",
    "counter_open",
    "counter_pause",
    "counter_recall",
    "counters_call_next",
    "counters_hand_over",
    "dossier_receive",
    "kiosk_check_in",
    "kiosk_ticket_issue",
    "ticket_attach_case",
    "ticket_cancel",
    "ticket_finish",
    "ticket_further",
    "ticket_give_up",
    "ticket_hold",
    "ticket_issue",
    "ticket_no_show",
    "ticket_receive_case",
    "ticket_resume",
    "ticket_start",
    "ticket_transfer",
    "ticket_undo",
    "tickets_expire",
    "tickets_issue",
    "wish_fulfil",
]
