"""What is stored of a case: the dossier itself, its clock, steps, papers, apologies and history."""

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
from onestop.cases.models.papers import CasePaper, CaseScan
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
]
