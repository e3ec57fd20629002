"""Every write to a case: one function for each, one transaction for each call."""

from onestop.cases.applicants import ApplicantData, PaperData
from onestop.cases.services.apologies import (
    apology_approve,
    apology_attempt_add,
    apology_cancel,
    apology_draft,
    apology_return,
    apology_send,
    apology_sign,
    proposed_dates,
)
from onestop.cases.services.assigning import Assigned, steps_assign
from onestop.cases.services.at_once import ReturnNow
from onestop.cases.services.closing import cases_close_unanswered
from onestop.cases.services.correcting import applicant_correct
from onestop.cases.services.errors import result_error_correct, result_error_open
from onestop.cases.services.hand_overs import (
    batch_confirm,
    batch_create,
    hand_over_confirm,
    hand_over_return,
)
from onestop.cases.services.late_entries import entry_leave_give
from onestop.cases.services.leaving import steps_hand_over
from onestop.cases.services.opinions import opinion_answer, opinion_withdraw, opinions_ask
from onestop.cases.services.reception import case_receive
from onestop.cases.services.recomputing import (
    Recomputed,
    deadlines_recompute,
    due_moves_mark_told,
    recomputation_ask,
    recomputations_work_off,
)
from onestop.cases.services.scans import ADDING, scan_add, scan_open, scans_erase
from onestop.cases.services.transition import (
    MoveWish,
    case_transition,
    cases_transition,
    transitions_open_to,
)
from onestop.cases.services.watching import opinions_report, steps_warn

__all__ = [
    "ADDING",
    "ApplicantData",
    "Assigned",
    "MoveWish",
    "PaperData",
    "Recomputed",
    "ReturnNow",
    "apology_approve",
    "apology_attempt_add",
    "apology_cancel",
    "apology_draft",
    "apology_return",
    "apology_send",
    "apology_sign",
    "applicant_correct",
    "batch_confirm",
    "batch_create",
    "case_receive",
    "case_transition",
    "cases_close_unanswered",
    "cases_transition",
    "deadlines_recompute",
    "due_moves_mark_told",
    "entry_leave_give",
    "hand_over_confirm",
    "hand_over_return",
    "opinion_answer",
    "opinion_withdraw",
    "opinions_ask",
    "opinions_report",
    "proposed_dates",
    "recomputation_ask",
    "recomputations_work_off",
    "result_error_correct",
    "result_error_open",
    "scan_add",
    "scan_open",
    "scans_erase",
    "steps_assign",
    "steps_hand_over",
    "steps_warn",
    "transitions_open_to",
]
