"""The deadline calendar: the office's hours and the days that differ from the week."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onestop.directory.models import Office


class CalendarDay(models.Model):
    """A day that differs from the week: a day off, or a working Saturday for a swapped day."""

    class Kind(models.TextChoices):
        """What the day is."""

        OFF = "off", _("nghỉ")
        WORKING = "working", _("làm việc")

    date = models.DateField(_("ngày"), unique=True)
    kind = models.CharField(_("loại"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("tên"), max_length=200)
    notice = models.CharField(_("văn bản"), max_length=200, blank=True)
    estimated = models.BooleanField(_("dự kiến"), default=False)

    class Meta:
        """Days are read in order."""

        ordering: ClassVar = ["date"]
        verbose_name = _("ngày nghỉ, ngày làm bù")
        verbose_name_plural = _("ngày nghỉ, ngày làm bù")

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.name}"


class DeadlineHours(models.Model):
    """Working hours of the deadline calendar on one weekday; a day may have several rows.

    The hours in which the queue is open are another table: see `queueing`.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="deadline_hours")
    weekday = models.PositiveSmallIntegerField(_("thứ"))  # Monday is 0
    opens = models.TimeField(_("từ"))
    closes = models.TimeField(_("đến"))

    class Meta:
        """Hours are read in order and end after they begin."""

        ordering: ClassVar = ["weekday", "opens"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closes__gt=models.F("opens")), name="deadline_hours_positive"
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="deadline_hours_weekday"),
            models.UniqueConstraint(
                fields=["office", "weekday", "opens"], name="deadline_hours_once"
            ),
        ]
        verbose_name = _("giờ làm việc tính hạn")
        verbose_name_plural = _("giờ làm việc tính hạn")

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}–{self.closes}"
