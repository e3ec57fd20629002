"""Every write of the catalogue but the imports of tables (`importers`)."""

from onestop.catalogue.services.steps import (
    StepFacts,
    workflow_step_add,
    workflow_step_change,
    workflow_step_move,
    workflow_step_remove,
)
from onestop.catalogue.services.versions import (
    ProcedureFacts,
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
