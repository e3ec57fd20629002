"""Tickets, and the forms that issued them or received a dossier for them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onestop.cases.models import Case
from onestop.directory.models import Office
from queueing.models.counters import Counter
from queueing.models.services import PriorityClass, Service


class Ticket(models.Model):
    """Số thứ tự: a citizen's turn in the queue on one local date.

    `counter` is where the ticket is called or served, or was last; a waiting ticket has none.
    """

    class State(models.TextChoices):
        """Where the turn stands. What it means, and who moves it on.

        `tickets_expire` ends what is unfinished when its date is over.
        """

        # In the waiting list; a counter that calls moves it on.
        WAITING = "waiting", _("đang chờ")
        # The number is on the screens; the officer starts, or notes that nobody came.
        CALLED = "called", _("đã gọi")
        # The citizen is at the counter; the officer finishes, holds or transfers.
        SERVING = "serving", _("đang phục vụ")
        # Put aside by the officer, for a copy or a paper; comes back to its old place.
        HELD = "held", _("tạm giữ")
        # Called and nobody came; comes back when the citizen stands there.
        NO_SHOW = "no_show", _("vắng mặt")
        # Served. Final.
        FINISHED = "finished", _("đã xong")
        # The citizen does not want the turn any more. Final.
        CANCELLED = "cancelled", _("đã hủy")
        # Its date went by. Final.
        EXPIRED = "expired", _("hết hiệu lực")

    class Outcome(models.TextChoices):
        """What was done in the turn."""

        RECEIVED = "received", _("tiếp nhận hồ sơ")
        RETURNED = "returned", _("trả kết quả")
        ADVISED = "advised", _("hướng dẫn")
        OTHER = "other", _("việc khác")

    ACTIVE: ClassVar = (State.CALLED, State.SERVING)
    ASIDE: ClassVar = (State.HELD, State.NO_SHOW)
    UNFINISHED: ClassVar = (State.WAITING, *ACTIVE, *ASIDE)

    # No index of its own: others begin with the office.
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="tickets", db_index=False
    )
    service = models.ForeignKey(
        Service,
        on_delete=models.PROTECT,
        related_name="tickets",
        db_index=False,  # "ticket_of_service" begins with it
    )
    priority = models.ForeignKey(PriorityClass, on_delete=models.PROTECT, null=True, blank=True)
    day = models.DateField()
    letter = models.CharField(max_length=2)
    sequence = models.PositiveIntegerField()
    number = models.CharField(_("số"), max_length=12)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    case = models.ForeignKey(
        Case, on_delete=models.SET_NULL, null=True, blank=True, related_name="tickets"
    )
    counter = models.ForeignKey(
        Counter,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tickets",
        db_index=False,  # "ticket_of_counter" begins with it
    )
    # Only this counter is given the ticket: where it was transferred to.
    wanted_counter = models.ForeignKey(
        Counter,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="expected_tickets",
        db_index=False,  # looked for among waiting tickets only
    )
    # The counter that held the ticket: it calls it before everybody else once it is resumed.
    owed_counter = models.ForeignKey(
        Counter,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owed_tickets",
        db_index=False,  # "ticket_owed" begins with it
    )
    # When the citizen has an appointment; None for who came without one.
    appointment_at = models.DateTimeField(_("hẹn lúc"), null=True, blank=True)
    issued_at = models.DateTimeField()
    # Since when the ticket has its place among those who wait: the time of issue, kept by
    # a transfer and by coming back from hold or from a missed call.
    waiting_since = models.DateTimeField()
    called_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    call_reason = models.CharField(_("vì sao gọi số này"), max_length=300, blank=True)
    outcome = models.CharField(
        _("đã làm gì"), max_length=8, choices=Outcome.choices, blank=True, default=""
    )

    class Meta:
        """No number twice; one active ticket a counter; the waiting list has an index."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["office", "letter", "day", "sequence"], name="ticket_number_once"
            ),
            models.UniqueConstraint(
                fields=["counter"],
                condition=Q(state__in=["called", "serving"]),
                name="counter_one_active_ticket",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["called", "serving"]) | Q(counter__isnull=False),
                name="active_ticket_has_counter",
            ),
        ]
        indexes: ClassVar = [
            # No conditions on these two: SQLite does not match a condition `state IN (…)` with
            # the parameters of a query, and would read all of history instead.
            models.Index(
                fields=["office", "state", "day", "waiting_since", "id"], name="ticket_of_state"
            ),
            models.Index(fields=["counter", "state"], name="ticket_of_counter"),
            models.Index(fields=["service", "day"], name="ticket_of_service"),
            models.Index(
                fields=["owed_counter"],
                condition=Q(owed_counter__isnull=False),
                name="ticket_owed",
            ),
            models.Index(
                fields=["office", "day", "appointment_at"],
                condition=Q(appointment_at__isnull=False),
                name="ticket_appointed",
            ),
            models.Index(
                fields=["service", "-ended_at"],
                condition=Q(state="finished"),
                name="ticket_service_time",
            ),
        ]
        verbose_name = _("số thứ tự")
        verbose_name_plural = _("số thứ tự")

    def __str__(self) -> str:
        return self.number


class SubmittedForm(models.Model):
    """A form of the kiosk or the desk that has taken effect, by its one-time key.

    Sent again, by a double touch or a repeated request, it gives the same ticket or case and does
    nothing. The row is written in the transaction of what the form made. With `case`, it also
    tells which dossiers were received in the visit of the ticket.
    """

    key = models.CharField(max_length=22, unique=True)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="forms")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="+")
    submitted_at = models.DateTimeField()

    class Meta:
        """Names for people."""

        verbose_name = _("mẫu đã gửi")
        verbose_name_plural = _("mẫu đã gửi")

    def __str__(self) -> str:
        return self.key
