"""Opinions that are asked of agencies and people while a case is worked on."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onestop.cases.models.case import Case
from onestop.cases.models.steps import CaseStep
from onestop.directory.models import Agency, User

OPEN = Q(answered_at__isnull=True, withdrawn_at__isnull=True)


class Opinion(models.Model):
    """Ý kiến phối hợp: a question to an agency, or to a person of it, with its own deadline.

    Silence is not consent: a mandatory one that is missing blocks the step at which it was asked.
    Several run at the same time. Where the workflow itself asks, `step` is the step of kind
    opinion; else the step whose holder asked.
    """

    class Answer(models.TextChoices):
        """What was answered."""

        AGREE = "agree", _("đồng ý")
        CONDITIONS = "conditions", _("đồng ý có điều kiện")
        DISAGREE = "disagree", _("không đồng ý")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="opinions")
    step = models.ForeignKey(CaseStep, on_delete=models.CASCADE, related_name="opinions")
    run = models.PositiveSmallIntegerField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="asked_opinions"
    )
    question = models.CharField(max_length=500, blank=True)
    is_mandatory = models.BooleanField(default=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    due_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    text = models.CharField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdraw_reason = models.CharField(max_length=500, blank=True)
    # When it was reported that it is over its time.
    reported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What waits for an answer has an index by whom it waits for, and by when it is due."""

        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["agency", "due_at"], condition=OPEN, name="opinion_waits"),
            models.Index(
                fields=["due_at"],
                condition=OPEN & Q(reported_at__isnull=True),
                name="opinion_to_report",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="opinion_answered_or_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.agency_id}"

    @property
    def is_open(self) -> bool:
        """Tell whether it still waits for an answer."""
        return self.answered_at is None and self.withdrawn_at is None
