"""The history of a case."""

from typing import ClassVar

from django.db import models

from onestop.cases.models.apologies import Apology
from onestop.cases.models.case import Case
from onestop.directory.models import User


class CaseEvent(models.Model):
    """Something that happened to a case: append-only; its history and its statistics.

    `data` names ids and facts, never anything personal.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    actor = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, blank=True)
    national_status = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    apology = models.ForeignKey(Apology, on_delete=models.PROTECT, null=True, related_name="+")
    data = models.JSONField(default=dict)

    class Meta:
        """History is read in the order in which it was written."""

        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["case", "id"], name="case_event_history")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"
