"""Every read of the catalogue that is not a `get`."""

from onestop.catalogue.selectors.calendars import (
    DEFAULT_WEEK,
    days_of_year,
    deadline_calendar,
    deadline_week,
    default_calendar,
    estimated_year_ahead,
    shipped_days,
    year_rests_on_estimates,
)
from onestop.catalogue.selectors.procedures import (
    procedure_on,
    procedure_papers,
    procedure_versions,
    procedures_found,
    why_not_valid,
)
from onestop.catalogue.selectors.workflows import planned, posts_held, workflow_for, workflow_steps

__all__ = [
    "DEFAULT_WEEK",
    "days_of_year",
    "deadline_calendar",
    "deadline_week",
    "default_calendar",
    "estimated_year_ahead",
    "planned",
    "posts_held",
    "procedure_on",
    "procedure_papers",
    "procedure_versions",
    "procedures_found",
    "shipped_days",
    "why_not_valid",
    "workflow_for",
    "workflow_steps",
    "year_rests_on_estimates",
]
