"""Every write to a case: one function for each, one transaction for each call."""

from onestop.cases.applicants import ApplicantData, PaperData
from onestop.cases.services.apologies import (
    apology_approve,
    apology_cancel,
    apology_draft,
    apology_return,
    apology_send,
    apology_sign,
    proposed_dates,
)
from onestop.cases.services.at_once import ReturnNow
from onestop.cases.services.closing import cases_close_unanswered
from onestop.cases.services.correcting import applicant_correct
from onestop.cases.services.errors import result_error_correct, result_error_open
from onestop.cases.services.late_entries import entry_leave_give
from onestop.cases.services.leaving import steps_hand_over
from onestop.cases.services.reception import case_receive
from onestop.cases.services.recomputing import (
    Recomputed,
    deadlines_recompute,
    due_moves_mark_told,
    recomputation_ask,
    recomputations_work_off,
)
from onestop.cases.services.scans import ADDING, scan_add, scan_open, scans_erase
from onestop.cases.services.transition import case_transition, transitions_open_to

__all__ = [
    "ADDING",
    "ApplicantData",
    "PaperData",
    "Recomputed",
    "ReturnNow",
    "apology_approve",
    "apology_cancel",
    "apology_draft",
    "apology_return",
    "apology_send",
    "apology_sign",
    "applicant_correct",
    "case_receive",
    "case_transition",
    "cases_close_unanswered",
    "deadlines_recompute",
    "due_moves_mark_told",
    "entry_leave_give",
    "proposed_dates",
    "recomputation_ask",
    "recomputations_work_off",
    "result_error_correct",
    "result_error_open",
    "scan_add",
    "scan_open",
    "scans_erase",
    "steps_hand_over",
    "transitions_open_to",
]
