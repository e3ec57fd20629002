"""The steps of a case."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from onestop.cases.models.case import Case
from onestop.directory.models import Agency, User
from onestop.directory.rights import Role


class CaseStep(models.Model):
    """Bước xử lý: a step of this case: who holds it, since when, and how long it may take."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20, choices=Role.choices)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="held_steps"
    )
    share = models.PositiveSmallIntegerField(default=0)
    is_default = models.BooleanField(default=False)
    started_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    # From when the step's share of the time was counted; None: from its start.
    allotted_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One step runs at a time; running and late ones have an index, for lists and board."""

        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "position"], name="case_step_once"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(started_at__isnull=False, finished_at__isnull=True),
                name="case_one_running_step",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["agency", "role"],
                condition=Q(started_at__isnull=False, finished_at__isnull=True),
                name="case_step_running",
            ),
            models.Index(
                fields=["finished_at"],
                condition=Q(finished_at__gt=models.F("due_at")),
                name="case_step_late",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_running(self) -> bool:
        """Tell whether the step has begun and is not finished."""
        return self.started_at is not None and self.finished_at is None
