"""Every read of cases that is not a `get`."""

from onestop.cases.selectors.apologies import apologies_open, apology_view
from onestop.cases.selectors.due import cases_due, due_filter, late_filter
from onestop.cases.selectors.one import (
    case_by_code,
    case_deadline_trail,
    case_history,
    case_view,
)
from onestop.cases.selectors.pages import CasePage, cases_page
from onestop.cases.selectors.rows import CaseRow, row_view
from onestop.cases.selectors.work import work_list

__all__ = [
    "CasePage",
    "CaseRow",
    "apologies_open",
    "apology_view",
    "case_by_code",
    "case_deadline_trail",
    "case_history",
    "case_view",
    "cases_due",
    "cases_page",
    "due_filter",
    "late_filter",
    "row_view",
    "work_list",
]
