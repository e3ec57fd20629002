"""The pages of cases: lists, one case with what may be done, letters, and the calendar."""

from onestop.cases.views.amending import applicant, error_corrected, error_found
from onestop.cases.views.apologies import (
    apologies_approve,
    apologies_sign,
    apology_attempt,
    apology_move,
)
from onestop.cases.views.apology_draft import apology_draft
from onestop.cases.views.apology_lists import apology_list
from onestop.cases.views.calendar import (
    calendar,
    calendar_day,
    calendar_day_removal,
    calendar_hours,
    calendar_start,
)
from onestop.cases.views.due_moves import due_moves, due_moves_start
from onestop.cases.views.hand_overs import batch, hand_over_move, hand_overs
from onestop.cases.views.late_entries import late_entries, leave_give
from onestop.cases.views.lists import case_list
from onestop.cases.views.one import case, numbers, transition
from onestop.cases.views.opinions import opinion_ask, opinion_move
from onestop.cases.views.reasons import reasons, reasons_start
from onestop.cases.views.scans import scan
from onestop.cases.views.states import states
from onestop.cases.views.work import work

__all__ = [
    "apologies_approve",
    "apologies_sign",
    "apology_attempt",
    "apology_draft",
    "apology_list",
    "apology_move",
    "applicant",
    "batch",
    "calendar",
    "calendar_day",
    "calendar_day_removal",
    "calendar_hours",
    "calendar_start",
    "case",
    "case_list",
    "due_moves",
    "due_moves_start",
    "error_corrected",
    "error_found",
    "hand_over_move",
    "hand_overs",
    "late_entries",
    "leave_give",
    "numbers",
    "opinion_ask",
    "opinion_move",
    "reasons",
    "reasons_start",
    "scan",
    "states",
    "transition",
    "work",
]
