"""The deadline calendar: the office's hours and the days that differ from the week."""

from datetime import time
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onestop.clock.calendar import Hours, SpecialDay
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

    def special_day(self) -> SpecialDay:
        """Return the day as the clock knows it."""
        working = self.kind == self.Kind.WORKING
        return SpecialDay(self.date, working, self.name, estimated=self.estimated)


class OfficeException(models.Model):
    """A day on which one office is closed or works other hours than its week and the country say.

    Without hours it is closed. The second stretch is what comes after lunch.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="exceptions")
    date = models.DateField(_("ngày"))
    opens = models.TimeField(_("từ"), null=True, blank=True)
    closes = models.TimeField(_("đến"), null=True, blank=True)
    opens_again = models.TimeField(_("buổi sau từ"), null=True, blank=True)
    closes_again = models.TimeField(_("buổi sau đến"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=200)

    class Meta:
        """One exception an office and date; hours are whole and in order."""

        ordering: ClassVar = ["date"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "date"], name="office_exception_once"),
            models.CheckConstraint(
                condition=Q(opens=None, closes=None, opens_again=None)
                | Q(opens__isnull=False, closes__gt=models.F("opens")),
                name="office_exception_hours",
            ),
            models.CheckConstraint(
                condition=Q(opens_again=None, closes_again=None)
                | Q(opens_again__gte=models.F("closes"), closes_again__gt=models.F("opens_again")),
                name="office_exception_hours_again",
            ),
        ]
        verbose_name = _("ngày riêng của bộ phận một cửa")
        verbose_name_plural = _("ngày riêng của bộ phận một cửa")

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.reason}"

    @property
    def hours(self) -> Hours:
        """Return the stretches of work in order; () when the office is closed."""
        return _stretch(self.opens, self.closes) + _stretch(self.opens_again, self.closes_again)

    def special_day(self) -> SpecialDay:
        """Return the day as the clock knows it."""
        return SpecialDay(self.date, bool(self.hours), self.reason, hours=self.hours or None)


class WeekHours(models.Model):
    """Hours on one weekday; a day may have several rows. Each kind of hours is a table."""

    weekday = models.PositiveSmallIntegerField(_("thứ"))  # Monday is 0
    opens = models.TimeField(_("từ"))
    closes = models.TimeField(_("đến"))

    class Meta:
        """Hours are read in order."""

        abstract = True
        ordering: ClassVar = ["weekday", "opens"]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}–{self.closes}"


def hours_constraints(name: str) -> list[models.BaseConstraint]:
    """Return what a table of hours keeps: an end after the beginning, a weekday, no row twice."""
    return [
        models.CheckConstraint(
            condition=Q(closes__gt=models.F("opens")), name=f"{name}_hours_positive"
        ),
        models.CheckConstraint(condition=Q(weekday__lte=6), name=f"{name}_hours_weekday"),
        models.UniqueConstraint(fields=["office", "weekday", "opens"], name=f"{name}_hours_once"),
    ]


class DeadlineHours(WeekHours):
    """Working hours of the deadline calendar.

    The hours in which the queue is open are another table: see `queueing`.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="deadline_hours")

    class Meta(WeekHours.Meta):
        """Names for people."""

        constraints: ClassVar = hours_constraints("deadline")
        verbose_name = _("giờ làm việc tính hạn")
        verbose_name_plural = _("giờ làm việc tính hạn")


def _stretch(opens: time | None, closes: time | None) -> Hours:
    return ((opens, closes),) if opens and closes else ()
