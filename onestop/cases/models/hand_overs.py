"""Hand-overs of a case, and the batches in which dossiers go from one place to another."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onestop.cases.models.case import Case
from onestop.cases.models.steps import CaseStep
from onestop.directory.models import Agency, Office, User

WAITS = Q(received_at__isnull=True, returned_at__isnull=True)


class HandOverBatch(models.Model):
    """Danh sách bàn giao: dossiers that go together to one place, with one printed list.

    No agency stands for the one-stop office itself. It is confirmed as a whole: by then every
    dossier of it is received or was returned singly.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="hand_over_batches")
    from_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    # Made with the page on which it was put together: the same form sent again makes no second.
    key = models.CharField(max_length=40)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        """Lists show the newest; those that wait to be confirmed are found at once."""

        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["given_by", "key"], name="hand_over_batch_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["office", "-id"], name="hand_over_batch_latest"),
            models.Index(
                fields=["office", "to_agency"],
                condition=Q(confirmed_at__isnull=True),
                name="hand_over_batch_waits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.pk}"


class HandOver(models.Model):
    """A line of the control sheet (form 06): who gave the dossier to whom, and when.

    A step that is None stands for the citizen; a step without an agency for the one-stop office.
    Between two places it waits: `ready_at` the work before it was done, `given_at` it went off,
    `received_at` the receiver confirmed. Within one place the three are one moment. Each row also
    keeps the facts of whoever held the dossier until then: since when, and by when the step was
    due.
    """

    class Kind(models.TextChoices):
        """Why the dossier went from one to the other."""

        FILED = "filed", _("nộp hồ sơ")
        STEP = "step", _("chuyển bước tiếp theo")
        RETURN = "return", _("trả lại bước trước")
        REASSIGN = "reassign", _("chuyển người thụ lý")
        LEAVE = "leave", _("bàn giao do thay đổi nhân sự")
        RESULT = "result", _("trả kết quả")
        END = "end", _("kết thúc, không bàn giao tiếp")

    class Result(models.TextChoices):
        """Kết quả giải quyết: how the giver's work ended, as form 06 names it."""

        BEFORE = "before", _("trước hạn")
        ON_TIME = "on", _("đúng hạn")
        AFTER = "after", _("quá hạn")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="hand_overs")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    from_step = models.ForeignKey(CaseStep, on_delete=models.CASCADE, null=True, related_name="+")
    from_run = models.PositiveSmallIntegerField(default=0)
    from_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    from_person = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    to_step = models.ForeignKey(CaseStep, on_delete=models.CASCADE, null=True, related_name="+")
    to_run = models.PositiveSmallIntegerField(default=0)
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    to_person = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    held_since = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    ready_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    result = models.CharField(max_length=6, choices=Result.choices, blank=True)
    note = models.CharField(max_length=500, blank=True)
    batch = models.ForeignKey(
        HandOverBatch, on_delete=models.PROTECT, null=True, related_name="hand_overs"
    )
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    return_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        """A dossier is on one way at a time; what waits, and what was late, has an index."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], condition=WAITS, name="hand_over_one_waits"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["to_agency", "ready_at"], condition=WAITS, name="hand_over_waits"),
            models.Index(
                fields=["ready_at"], condition=Q(result="after"), name="hand_over_after_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"

    @property
    def waits(self) -> bool:
        """Tell whether the receiver has neither confirmed nor returned it."""
        return self.received_at is None and self.returned_at is None
