"""The pages of cases: lists, one case with what may be done, and letters of apology."""

from onestop.cases.views.apologies import (
    apologies_approve,
    apologies_sign,
    apology_attempt,
    apology_move,
)
from onestop.cases.views.apology_draft import apology_draft
from onestop.cases.views.apology_lists import apology_list
from onestop.cases.views.lists import case_list
from onestop.cases.views.one import case, numbers, transition
from onestop.cases.views.reasons import reasons, reasons_start
from onestop.cases.views.scans import scan

__all__ = [
    "apologies_approve",
    "apologies_sign",
    "apology_attempt",
    "apology_draft",
    "apology_list",
    "apology_move",
    "case",
    "case_list",
    "numbers",
    "reasons",
    "reasons_start",
    "scan",
    "transition",
]
