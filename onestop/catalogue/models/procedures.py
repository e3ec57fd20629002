"""Procedures and their papers."""

from collections.abc import Collection
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from onestop.catalogue.validity import Span


class Field(models.Model):
    """Lĩnh vực: a group of procedures."""

    name = models.CharField(_("tên"), max_length=200, unique=True)

    class Meta:
        """Names for people."""

        verbose_name = _("lĩnh vực")
        verbose_name_plural = _("lĩnh vực")

    def __str__(self) -> str:
        return self.name


class ProcedureQuerySet(models.QuerySet["Procedure"]):
    """Versions of procedures by the day on which they are in force."""

    def valid_on(self, day: date) -> "ProcedureQuerySet":
        """Leave out what is not in force yet on the day, or no more: one row a code is left."""
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.filter(begun & (Q(valid_to=None) | Q(valid_to__gte=day)))

    def offered_on(self, day: date) -> "ProcedureQuerySet":
        """Leave one row a code, as lists to choose from name it: that of the day, else a later one.

        Where the day has none, every version that is still to come stays.
        """
        valid = self.model.objects.valid_on(day)
        coming = Q(valid_from__gt=day) & ~Q(code__in=valid.values("code"))
        return self.filter(Q(pk__in=valid.values("pk")) | coming)

    def of_codes_of(self, ids: Collection[int]) -> "ProcedureQuerySet":
        """Return every version of the procedures of which these rows are versions."""
        return self.filter(code__in=self.model.objects.filter(pk__in=ids).values("code"))


class Procedure(models.Model):
    """Thủ tục hành chính: what a citizen asks for, as it is in force from one day to another.

    A procedure whose law changes has several rows with one code, and on no day two of them: the
    services see to it. A case keeps the row under which it came in.

    `processing_value` counts `processing_unit`s; 0 working days is a same-day procedure with the
    15:00 rule; None: no processing time is known, the procedure takes tickets but no cases.
    """

    class Route(models.TextChoices):
        """Tuyến xử lý: where it is decided."""

        COMMUNE = "commune", _("cấp xã")
        PROVINCE = "province", _("cấp tỉnh")
        MINISTRY = "ministry", _("hệ thống của bộ")

    class Unit(models.TextChoices):
        """How the processing time is counted."""

        WORKING_DAY = "working_day", _("ngày làm việc")
        CALENDAR_DAY = "calendar_day", _("ngày")
        WORKING_HOUR = "working_hour", _("giờ làm việc")

    class SupplementClock(models.TextChoices):
        """What the clock does when a supplement has come in (Decree 118/2025 Art. 19(5))."""

        RESTART = "restart", _("tính lại từ đầu")
        RESUME = "resume", _("tính tiếp")

    code = models.CharField(_("mã"), max_length=40)
    # The first and the last day on which this version is in force; None: not bounded.
    valid_from = models.DateField(_("có hiệu lực từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    name = models.CharField(_("tên"), max_length=500)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="procedures")
    route = models.CharField(
        _("tuyến xử lý"), max_length=10, choices=Route.choices, default=Route.COMMUNE
    )
    processing_value = models.PositiveSmallIntegerField(_("thời gian xử lý"), null=True, blank=True)
    processing_unit = models.CharField(
        _("đơn vị"), max_length=12, choices=Unit.choices, default=Unit.WORKING_DAY
    )
    processing_text = models.CharField(_("thời gian, bằng lời"), max_length=300, blank=True)
    fee_text = models.CharField(_("phí, lệ phí"), max_length=300, blank=True)
    supplement_clock = models.CharField(
        _("sau khi bổ sung"),
        max_length=10,
        choices=SupplementClock.choices,
        default=SupplementClock.RESTART,
    )
    code_checked = models.BooleanField(_("mã đã kiểm chứng"), default=False)
    time_checked = models.BooleanField(_("thời gian đã kiểm chứng"), default=False)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)

    objects = ProcedureQuerySet.as_manager()

    class Meta:
        """Lists are by code; no two versions of a code begin on one day, nor two without a day."""

        ordering: ClassVar = ["code", F("valid_from").asc(nulls_first=True)]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="procedure_version_once"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_from=None), name="procedure_once_without_day"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="procedure_days_in_order",
            ),
        ]
        verbose_name = _("thủ tục")
        verbose_name_plural = _("thủ tục")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def span(self) -> Span:
        """Return the days on which this version is in force."""
        return Span(self.valid_from, self.valid_to)


class ProcedurePaper(models.Model):
    """Thành phần hồ sơ: a paper that a dossier consists of; without a procedure: the default."""

    procedure = models.ForeignKey(
        Procedure, on_delete=models.CASCADE, related_name="papers", null=True, blank=True
    )
    position = models.PositiveSmallIntegerField(_("thứ tự"))
    name = models.CharField(_("tên giấy tờ"), max_length=300)
    required = models.BooleanField(_("bắt buộc"), default=True)

    class Meta:
        """Papers are read in their order."""

        ordering: ClassVar = ["procedure_id", "position"]
        verbose_name = _("thành phần hồ sơ")
        verbose_name_plural = _("thành phần hồ sơ")

    def __str__(self) -> str:
        return self.name
