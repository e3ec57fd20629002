"""Appointments: a time that was promised, and the code with which the citizen comes to it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onestop.cases.models import Case
from onestop.directory.models import Office, User
from queueing.models.services import Service
from queueing.models.tickets import Ticket


class Appointment(models.Model):
    """Lịch hẹn: a citizen is expected for a service at a time; nobody's name is stored.

    Whoever has the code takes the number: it stands for the person. An appointment is open until
    it is cancelled or its number is taken; one whose time went by stays as it was.
    """

    office = models.ForeignKey(
        Office,
        on_delete=models.CASCADE,
        related_name="appointments",
        db_index=False,  # "appointment_of_day" begins with it
    )
    service = models.ForeignKey(
        Service,
        on_delete=models.PROTECT,
        related_name="appointments",
        db_index=False,  # "appointment_in_slot" begins with it
    )
    at = models.DateTimeField(_("hẹn lúc"))
    # Eight random digits; an office never has the same twice.
    code = models.CharField(_("mã hẹn"), max_length=8)
    case = models.ForeignKey(
        Case, on_delete=models.SET_NULL, null=True, blank=True, related_name="appointments"
    )
    # The one-time key of the page's form; "" where it came by another way.
    key = models.CharField(max_length=22, blank=True, default="")
    booked_at = models.DateTimeField()
    booked_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    # The number that was taken with the code.
    ticket = models.OneToOneField(
        Ticket, on_delete=models.PROTECT, null=True, blank=True, related_name="appointment"
    )

    class Meta:
        """One code an office; what is cancelled gives no number."""

        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "code"], name="appointment_code_once"),
            models.UniqueConstraint(
                fields=["key"], condition=~Q(key=""), name="appointment_key_once"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True) | Q(ticket__isnull=True),
                name="appointment_cancelled_or_used",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["office", "at", "id"], name="appointment_of_day"),
            models.Index(fields=["service", "at"], name="appointment_in_slot"),
        ]
        verbose_name = _("lịch hẹn")
        verbose_name_plural = _("lịch hẹn")

    def __str__(self) -> str:
        return f"{self.service} {self.at}"

    class State(models.TextChoices):
        """Where the appointment stands, derived from its facts."""

        BOOKED = "booked", _("đã hẹn")
        CANCELLED = "cancelled", _("đã hủy")
        USED = "used", _("đã lấy số")

    @property
    def state(self) -> State:
        """Return where it stands."""
        if self.cancelled_at is not None:
            return self.State.CANCELLED
        return self.State.BOOKED if self.ticket_id is None else self.State.USED

    @property
    def code_said(self) -> str:
        """Return the code in two groups, as people read and type it."""
        return f"{self.code[:4]} {self.code[4:]}"
