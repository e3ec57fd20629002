"""The steps of a case."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from onestop.cases.models.case import Case
from onestop.catalogue.models import ProcedureStep
from onestop.directory.models import Agency, User
from onestop.directory.rights import Role

RUNS = Q(started_at__isnull=False, finished_at__isnull=True)


class CaseStep(models.Model):
    """Bước xử lý: a step of this case: who holds it, since when, and how long it may take.

    What leads from it to the next step is copied from the workflow with which the case began.
    A step that is done again (returned, or reached by a loop) has `run` counted up, and the times
    of its latest run; how earlier runs ended stands in their hand-overs.
    """

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
    kind = models.CharField(
        max_length=7, choices=ProcedureStep.Kind.choices, default=ProcedureStep.Kind.WORK
    )
    parallel_group = models.PositiveSmallIntegerField(null=True, blank=True)
    # Positions of the steps that may follow; empty: the next by position.
    following = models.JSONField(default=list, blank=True)
    # How often it has begun; 0: not yet.
    run = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    # From when the step's share of the time was counted, which a pause moves on; None: from its
    # start. Beside it the shares of this step and of those until the decision, its own first.
    allotted_at = models.DateTimeField(null=True, blank=True)
    allotted_shares = models.JSONField(default=list, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    # Since when the present holder has it; None: since it began.
    held_since = models.DateTimeField(null=True, blank=True)
    # From when on whoever holds it is warned, and when that was done in this run.
    warn_at = models.DateTimeField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One step is worked on at a time; opinions run beside one another.

        Running and late ones have an index, for lists and board; so have those to warn of.
        """

        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "position"], name="case_step_once"),
            models.UniqueConstraint(
                fields=["case"], condition=RUNS & Q(kind="work"), name="case_one_running_step"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["agency", "role"], condition=RUNS, name="case_step_running"),
            models.Index(fields=["holder"], condition=RUNS, name="case_step_held"),
            models.Index(
                fields=["warn_at"],
                condition=RUNS & Q(warned_at__isnull=True),
                name="case_step_to_warn",
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

    @property
    def is_opinion(self) -> bool:
        """Tell whether it waits for an opinion and not for work."""
        return self.kind == ProcedureStep.Kind.OPINION

    @property
    def in_office(self) -> bool:
        """Tell whether the one-stop office itself does it, and none of the agencies."""
        return self.role == Role.RECEPTIONIST
