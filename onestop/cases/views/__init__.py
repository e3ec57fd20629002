"""The pages of cases: lists, one case with what may be done, and letters of apology."""

from onestop.cases.views.apologies import apology_draft, apology_list, apology_move
from onestop.cases.views.lists import case_list
from onestop.cases.views.one import case, numbers, transition
from onestop.cases.views.scans import scan

__all__ = [
    "apology_draft",
    "apology_list",
    "apology_move",
    "case",
    "case_list",
    "numbers",
    "scan",
    "transition",
]
