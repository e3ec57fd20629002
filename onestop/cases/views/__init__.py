"""The pages of cases: lists, one case with what may be done, and letters of apology."""

from onestop.cases.views.amending import applicant, error_corrected, error_found
from onestop.cases.views.apologies import apology_draft, apology_list, apology_move
from onestop.cases.views.late_entries import late_entries, leave_give
from onestop.cases.views.lists import case_list
from onestop.cases.views.one import case, numbers, transition
from onestop.cases.views.scans import scan
from onestop.cases.views.states import states

__all__ = [
    "apology_draft",
    "apology_list",
    "apology_move",
    "applicant",
    "case",
    "case_list",
    "error_corrected",
    "error_found",
    "late_entries",
    "leave_give",
    "numbers",
    "scan",
    "states",
    "transition",
]
