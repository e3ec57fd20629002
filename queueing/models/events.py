"""What happened in the queue: append-only, numbered without gaps."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from onestop.directory.models import Office, User
from queueing.models.counters import Counter
from queueing.models.services import Service
from queueing.models.tickets import Ticket


class QueueEvent(models.Model):
    """Something that happened in an office's queue: append-only, numbered without gaps.

    The source of the screens' feed, of every statistic and of what is printed for a ticket.
    `number` is the ticket's number at that moment; `data` holds facts of the event, never
    anything personal.
    """

    class Kind(models.TextChoices):
        """What happened; the names are part of the contract with screens."""

        TICKET_ISSUED = "ticket.issued"
        TICKET_CALLED = "ticket.called"
        TICKET_RECALLED = "ticket.recalled"
        TICKET_SERVING = "ticket.serving"
        TICKET_HELD = "ticket.held"
        TICKET_NO_SHOW = "ticket.no_show"
        TICKET_RESUMED = "ticket.resumed"
        TICKET_FINISHED = "ticket.finished"
        TICKET_CANCELLED = "ticket.cancelled"
        TICKET_EXPIRED = "ticket.expired"
        TICKET_TRANSFERRED = "ticket.transferred"
        # The visit goes on with another matter, under the same number and at the same counter.
        TICKET_FURTHER = "ticket.further"
        # What was noted last (`data.undone`: its kind) was a mistake and is taken back.
        TICKET_RESTORED = "ticket.restored"
        COUNTER_OPENED = "counter.opened"
        COUNTER_PAUSED = "counter.paused"
        COUNTER_CLOSED = "counter.closed"
        # A colleague goes on at the counter, with the ticket that is there.
        COUNTER_HANDED_OVER = "counter.handed_over"

    office = models.ForeignKey(
        Office, on_delete=models.CASCADE, related_name="queue_events", db_index=False
    )
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    at = models.DateTimeField()
    ticket = models.ForeignKey(
        Ticket, on_delete=models.CASCADE, null=True, blank=True, related_name="events"
    )
    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, null=True, blank=True)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True)
    actor = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True)
    number = models.CharField(max_length=12, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        """One event a sequence; read by office in order."""

        ordering: ClassVar = ["office_id", "seq"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "seq"], name="queue_event_seq_once"),
        ]
        verbose_name = _("sự kiện hàng chờ")
        verbose_name_plural = _("sự kiện hàng chờ")

    def __str__(self) -> str:
        return f"{self.seq} {self.kind} {self.number}"
