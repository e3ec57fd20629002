"""Quy trình nội bộ: the internal process of a procedure, in versions, with its steps and ways."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from onestop.catalogue.models.procedures import Procedure
from onestop.directory.models import Agency, User
from onestop.directory.rights import Role


class Workflow(models.Model):
    """Quy trình nội bộ: one version of a procedure's steps; without a procedure: the default one.

    A case keeps the version with which it began, whatever is published afterwards.
    """

    class State(models.TextChoices):
        """Where a version stands.

        - `draft`: its drafter changes it; another person publishes it. No case begins with it.
        - `published`: cases begin with it; it no longer changes.
        - `replaced`: a later version was published; cases that began with it go on with it.
        """

        DRAFT = "draft", _("bản nháp")
        PUBLISHED = "published", _("đang áp dụng")
        REPLACED = "replaced", _("đã thay thế")

    procedure = models.ForeignKey(
        Procedure, on_delete=models.CASCADE, related_name="workflows", null=True, blank=True
    )
    version = models.PositiveIntegerField(_("phiên bản"))
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    # Nobody: it came with the product or with an import.
    drafted_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    drafted_at = models.DateTimeField(null=True, blank=True)
    # Whose hands a draft went through: none of them publishes it.
    changed_by = models.ManyToManyField(User, blank=True, related_name="+")
    # Counts the changes of a draft: who changes or publishes it names the one that he has seen.
    revision = models.PositiveIntegerField(default=0)
    published_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """At most one draft and one published version of each process, the default one included."""

        ordering: ClassVar = ["procedure_id", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["procedure", "version"], name="workflow_version_once"),
            models.UniqueConstraint(
                fields=["version"], condition=Q(procedure=None), name="workflow_default_version"
            ),
            models.UniqueConstraint(
                fields=["procedure", "state"],
                condition=Q(state__in=["draft", "published"]),
                name="workflow_one_of_state",
            ),
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(procedure=None, state__in=["draft", "published"]),
                name="workflow_default_of_state",
            ),
        ]
        verbose_name = _("quy trình nội bộ")
        verbose_name_plural = _("quy trình nội bộ")

    def __str__(self) -> str:
        return f"{self.procedure_id or '*'} v{self.version}"


class ProcedureStep(models.Model):
    """Bước của quy trình nội bộ: who works on it, and its share of the processing time.

    `share` is in per cent. Without `following` the step leads to the next by position, and the
    last one ends the process; `workflow_ways` says so in one place.
    """

    class Kind(models.TextChoices):
        """What is done in the step.

        - `work`: it is worked on alone.
        - `opinion` (lấy ý kiến): neighbours with the same `parallel_group` run at the same time;
          the process goes on when all of them are done.
        """

        WORK = "work", _("xử lý")
        OPINION = "opinion", _("lấy ý kiến")

    workflow = models.ForeignKey(Workflow, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    name = models.CharField(_("tên"), max_length=200)
    role = models.CharField(_("vai trò"), max_length=20, choices=Role.choices)
    # Nobody named: the case's own agency; another one makes the case a joint one (liên thông).
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    share = models.PositiveSmallIntegerField(_("phần thời gian, %"), default=0)
    kind = models.CharField(
        pgettext_lazy("of a step", "loại"), max_length=7, choices=Kind.choices, default=Kind.WORK
    )
    parallel_group = models.PositiveSmallIntegerField(_("nhóm ý kiến"), null=True, blank=True)
    following = models.ManyToManyField(
        "self",
        through="ProcedureStepEdge",
        through_fields=("from_step", "to_step"),
        symmetrical=False,
        related_name="preceding",
    )

    class Meta:
        """Steps are read in their order."""

        ordering: ClassVar = ["workflow_id", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workflow", "position"], name="procedure_step_once"),
        ]
        verbose_name = _("bước")
        verbose_name_plural = _("bước")

    def __str__(self) -> str:
        return self.name


class ProcedureStepEdge(models.Model):
    """A way from one step to another of the same workflow; several from one step are a choice.

    One that leads back makes a loop.
    """

    from_step = models.ForeignKey(ProcedureStep, on_delete=models.CASCADE, related_name="edges_out")
    to_step = models.ForeignKey(ProcedureStep, on_delete=models.CASCADE, related_name="edges_in")

    class Meta:
        """A way is there once, and leads somewhere else."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["from_step", "to_step"], name="step_edge_once"),
            models.CheckConstraint(condition=~Q(from_step=F("to_step")), name="step_edge_leads_on"),
        ]

    def __str__(self) -> str:
        return f"{self.from_step_id} → {self.to_step_id}"
