"""What is stored of procedures, their papers and processes, and of the deadline calendar."""

from onestop.catalogue.models.calendar import CalendarDay, DeadlineHours, OfficeException
from onestop.catalogue.models.procedures import Field, Procedure, ProcedurePaper
from onestop.catalogue.models.workflows import ProcedureStep, ProcedureStepEdge, Workflow

__all__ = [
    "CalendarDay",
    "DeadlineHours",
    "Field",
    "OfficeException",
    "Procedure",
    "ProcedurePaper",
    "ProcedureStep",
    "ProcedureStepEdge",
    "Workflow",
]
