"""What is stored of procedures, their steps and papers, and of the deadline calendar."""

from onestop.catalogue.models.calendar import CalendarDay, DeadlineHours, OfficeException
from onestop.catalogue.models.procedures import Field, Procedure, ProcedurePaper, ProcedureStep

__all__ = [
    "CalendarDay",
    "DeadlineHours",
    "Field",
    "OfficeException",
    "Procedure",
    "ProcedurePaper",
    "ProcedureStep",
]
