"""Counters, and what each of them takes."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from onestop.directory.models import Office, User
from queueing.models.services import Service


class Counter(models.Model):
    """Quầy: where a ticket is called to."""

    class State(models.TextChoices):
        """Whether the counter calls."""

        CLOSED = "closed", _("đóng")
        OPEN = "open", _("đang mở")
        PAUSED = "paused", _("tạm dừng")

    class Side(models.TextChoices):
        """Where the counter is, seen from the lobby screen: the way its arrow points."""

        NONE = "", _("không chỉ hướng")
        LEFT = "left", _("bên trái")
        RIGHT = "right", _("bên phải")
        AHEAD = "ahead", _("phía trước")

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="counters")
    name = models.CharField(_("tên"), max_length=60)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    services = models.ManyToManyField(
        Service, through="CounterService", blank=True, related_name="counters"
    )
    staff = models.ManyToManyField(User, blank=True, related_name="counters")
    side = models.CharField(_("hướng"), max_length=5, choices=Side.choices, blank=True, default="")
    state = models.CharField(
        _("trạng thái"), max_length=6, choices=State.choices, default=State.CLOSED
    )
    pause_reason = models.CharField(_("lý do tạm dừng"), max_length=200, blank=True)
    officer = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="open_counters"
    )

    class Meta:
        """One name an office; nobody sits at two counters; shown in the office's order."""

        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "name"], name="counter_name_once"),
            models.UniqueConstraint(fields=["officer"], name="officer_at_one_counter"),
        ]
        verbose_name = _("quầy")
        verbose_name_plural = _("quầy")

    def __str__(self) -> str:
        return self.name


class CounterService(models.Model):
    """A service that a counter takes: where it stands there, and whether the counter only helps."""

    counter = models.ForeignKey(Counter, on_delete=models.CASCADE)
    service = models.ForeignKey(Service, on_delete=models.CASCADE)
    # The smaller, the sooner; services with the same rank are one line.
    rank = models.PositiveSmallIntegerField(_("thứ tự ở quầy"), default=1)
    # Called here only when nobody waits for the counter's own services.
    helps = models.BooleanField(_("chỉ hỗ trợ"), default=False)

    class Meta:
        """Each service once a counter; the table is that of a plain many-to-many field."""

        db_table = "queueing_counter_services"
        unique_together: ClassVar = [("counter", "service")]

    def __str__(self) -> str:
        return f"{self.counter_id} {self.service_id} {self.rank}"
