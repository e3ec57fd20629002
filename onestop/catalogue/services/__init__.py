"""Every write of the catalogue but the imports of tables (`importers`)."""

from onestop.catalogue.services.calendar import (
    calendar_day_remove,
    calendar_day_set,
    deadline_hours_set,
    ensure_day,
    ensure_manages_all,
    manages_all,
    office_exception_remove,
    office_exception_set,
)
from onestop.catalogue.services.steps import (
    StepFacts,
    workflow_step_add,
    workflow_step_change,
    workflow_step_move,
    workflow_step_remove,
)
from onestop.catalogue.services.versions import (
    ProcedureFacts,
    procedure_version_end,
    procedure_version_open,
    procedure_version_withdraw,
)
from onestop.catalogue.services.workflows import (
    workflow_discard,
    workflow_draft,
    workflow_publish,
)

__all__ = [
    "ProcedureFacts",
    "StepFacts",
    "calendar_day_remove",
    "calendar_day_set",
    "deadline_hours_set",
    "ensure_day",
    "ensure_manages_all",
    "manages_all",
    "office_exception_remove",
    "office_exception_set",
    "procedure_version_end",
    "procedure_version_open",
    "procedure_version_withdraw",
    "workflow_discard",
    "workflow_draft",
    "workflow_publish",
    "workflow_step_add",
    "workflow_step_change",
    "workflow_step_move",
    "workflow_step_remove",
]
