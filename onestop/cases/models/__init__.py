"""What is stored of a case: itself, its clock, steps, hand-overs, papers, apologies, history."""

from onestop.cases.models.apologies import (
    Apology,
    ApologyAttempt,
    ApologyNumber,
    ApologyObligation,
    ApologyReason,
)
from onestop.cases.models.case import Applicant, Case, CaseNumber
from onestop.cases.models.clock import ClockEntry
from onestop.cases.models.events import CaseEvent
from onestop.cases.models.hand_overs import HandOver, HandOverBatch
from onestop.cases.models.leaves import EntryLeave
from onestop.cases.models.opinions import Opinion
from onestop.cases.models.papers import CasePaper, CaseScan
from onestop.cases.models.recomputation import DueMove, Recomputation
from onestop.cases.models.results import Delivery, ResultError
from onestop.cases.models.steps import CaseStep

__all__ = [
    "Apology",
    "ApologyAttempt",
    "ApologyNumber",
    "ApologyObligation",
    "ApologyReason",
    "Applicant",
    "Case",
    "CaseEvent",
    "CaseNumber",
    "CasePaper",
    "CaseScan",
    "CaseStep",
    "ClockEntry",
    "Delivery",
    "DueMove",
    "EntryLeave",
    "HandOver",
    "HandOverBatch",
    "Opinion",
    "Recomputation",
    "ResultError",
]
