"""The statements of a transition that are written by hand, beside the models that own the tables.

Django's query builder would build them anew for each case, which costs more than the database
needs to carry them out. Constraints and migrations stay with the models.
"""

from onestop.cases.lifecycle import CaseLifecycle
from onestop.cases.models import Case, CaseEvent, CaseStep
from onestop.directory.rows import ChangedRows, NewRows

NEW_EVENTS = NewRows(CaseEvent)

# What a change may write into the case itself: its life, its due dates, and a late entry's leave.
LIFE = ChangedRows(
    Case,
    [
        *(one.name for one in CaseLifecycle._meta.fields),  # noqa: SLF001 (Django's documented way)
        "original_due_at",
        "due_at",
        "entry_leave",
    ],
)
HOLDING = ChangedRows(CaseStep, ["holder", "held_since"])
