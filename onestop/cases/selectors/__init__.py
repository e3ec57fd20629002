"""Every read of cases that is not a `get`."""

from onestop.cases.selectors.apologies import (
    apologies_open,
    apology_view,
    latest_letters,
    obligation_view,
)
from onestop.cases.selectors.apology_lists import (
    ApologyCounts,
    ApologyLine,
    ApologyList,
    ApologyPage,
    ApologyWanted,
    apologies_owed,
    apologies_sent,
    apologies_waiting,
    apology_counts,
    people_of,
)
from onestop.cases.selectors.counts import Due, due_condition, moments_of
from onestop.cases.selectors.due import cases_due, due_filter, late_filter
from onestop.cases.selectors.hand_overs import (
    arriving,
    batch_seen,
    batches_given,
    batches_waiting,
    hand_overs_of,
    ready_to_hand_over,
)
from onestop.cases.selectors.lists import Wanted, awaiting_citizen, case_list
from onestop.cases.selectors.one import (
    apology_owed,
    case_by_code,
    case_deadline_trail,
    case_history,
    case_view,
    case_views,
    scan_view,
)
from onestop.cases.selectors.opinions import opinion_view, opinions_awaited, opinions_of
from onestop.cases.selectors.pages import CasePage, cases_page
from onestop.cases.selectors.people import holders_possible
from onestop.cases.selectors.reasons import apology_reasons_of, apology_reasons_own
from onestop.cases.selectors.rows import CaseRow, row_view
from onestop.cases.selectors.step_work import WorkWanted, loads, step_lines, unheld
from onestop.cases.selectors.timers import Reminder, reminders, reminders_of
from onestop.cases.selectors.work import work_list

__all__ = [
    "ApologyCounts",
    "ApologyLine",
    "ApologyList",
    "ApologyPage",
    "ApologyWanted",
    "CasePage",
    "CaseRow",
    "Due",
    "Reminder",
    "Wanted",
    "WorkWanted",
    "apologies_open",
    "apologies_owed",
    "apologies_sent",
    "apologies_waiting",
    "apology_counts",
    "apology_owed",
    "apology_reasons_of",
    "apology_reasons_own",
    "apology_view",
    "arriving",
    "awaiting_citizen",
    "batch_seen",
    "batches_given",
    "batches_waiting",
    "case_by_code",
    "case_deadline_trail",
    "case_history",
    "case_list",
    "case_view",
    "case_views",
    "cases_due",
    "cases_page",
    "due_condition",
    "due_filter",
    "hand_overs_of",
    "holders_possible",
    "late_filter",
    "latest_letters",
    "loads",
    "moments_of",
    "obligation_view",
    "opinion_view",
    "opinions_awaited",
    "opinions_of",
    "people_of",
    "ready_to_hand_over",
    "reminders",
    "reminders_of",
    "row_view",
    "scan_view",
    "step_lines",
    "unheld",
    "work_list",
]
