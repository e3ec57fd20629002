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
from onestop.cases.services.leaving import steps_hand_over
from onestop.cases.services.reception import case_receive
from onestop.cases.services.scans import ADDING, scan_add, scan_open, scans_erase
from onestop.cases.services.transition import case_transition, transitions_open_to

__all__ = [
    "ADDING",
    "ApplicantData",
    "PaperData",
    "apology_approve",
    "apology_attempt_add",
    "apology_cancel",
    "apology_draft",
    "apology_return",
    "apology_send",
    "apology_sign",
    "case_receive",
    "case_transition",
    "proposed_dates",
    "scan_add",
    "scan_open",
    "scans_erase",
    "steps_hand_over",
    "transitions_open_to",
]
