"""The state machine of a case: what each transition writes into the case itself.

The methods only move the case in memory. Nobody calls them but `services.case_transition` and
`services.case_receive`, which hold the row's lock, ask for rights, and write steps, clock and
history beside them.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import RETURN_VALUE, FSMField, transition

from onestop.cases.states import NATIONAL_STATUS, PAUSED, CaseState
from onestop.cases.transitions import TRANSITIONS


def _move(name: str) -> Callable[[Any], Any]:
    """Return the state machine's decorator for a row of the table."""
    row = TRANSITIONS[name]
    return transition(field="state", source=sorted(row.sources), target=row.target)


def _come_back(name: str) -> Callable[[Any], Any]:
    """Return the decorator of a transition to the state that was interrupted."""
    row = TRANSITIONS[name]
    target = RETURN_VALUE(CaseState.RECEIVED, CaseState.PROCESSING)
    return transition(field="state", source=sorted(row.sources), target=target)


class CaseLifecycle(models.Model):
    """The part of a case that its transitions write; times are those of the transition."""

    class Outcome(models.TextChoices):
        """What was decided."""

        GRANTED = "granted", _("chấp thuận")
        REJECTED = "rejected", _("không chấp thuận")

    state = FSMField(
        _("trạng thái"), max_length=20, choices=CaseState.choices, default=CaseState.REGISTERED
    )
    national_status = models.PositiveSmallIntegerField(_("mã trạng thái quốc gia"), default=1)
    # The state that a supplement or a payment interrupted, to which the case comes back.
    interrupted_state = models.CharField(max_length=20, blank=True)
    # Since when the clock stands still; None while it runs. A copy of what the ledger says, so
    # that late cases are found by the database.
    paused_since = models.DateTimeField(_("tạm dừng từ"), null=True, blank=True)
    # When a case that waits for a supplement is closed by the office (`timers.closes_at`).
    closes_at = models.DateTimeField(null=True, blank=True)
    # A further supplement was asked for by a leader's decision: Decision 766/QD-TTg counts the
    # case as overdue.
    supplemented_again = models.BooleanField(default=False)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    received_at = models.DateTimeField(_("thời gian nhận"), null=True, blank=True)
    # When the clock ended: decided, refused, withdrawn or stopped.
    closed_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """A part of `Case`, not a table of its own."""

        abstract = True

    @_move("receive")
    def receive(self, now: datetime) -> None:
        """Accept the dossier as complete."""
        self.received_at = now

    @_move("refuse")
    def refuse(self, now: datetime) -> None:
        """Not accept the dossier."""
        self.closed_at = now

    @_move("start_processing")
    def start_processing(self, now: datetime) -> None:
        """Take the case into processing."""

    @_move("complete_step")
    def complete_step(self, now: datetime) -> None:
        """Finish a step; the state stays."""

    @_move("return_step")
    def return_step(self, now: datetime) -> None:
        """Go back a step; the state stays."""

    @_move("reassign")
    def reassign(self, now: datetime) -> None:
        """Give the step to another holder; the state stays."""

    @_move("request_supplement")
    def request_supplement(self, now: datetime) -> None:
        """Ask the citizen for what is missing."""
        self._interrupt(now)

    @_move("override_supplement")
    def override_supplement(self, now: datetime) -> None:
        """Ask the citizen once more, or late, because a leader decided so."""
        self._interrupt(now)

    @_come_back("accept_supplement")
    def accept_supplement(self, now: datetime) -> CaseState:
        """Take what was missing and come back."""
        return self._resume(now)

    @_move("request_payment")
    def request_payment(self, now: datetime) -> None:
        """Ask the citizen to pay."""
        self._interrupt(now)

    @_come_back("confirm_payment")
    def confirm_payment(self, now: datetime) -> CaseState:
        """Note that the citizen has paid and come back."""
        return self._resume(now)

    @_move("complete")
    def complete(self, now: datetime, outcome: str) -> None:
        """Decide, which ends the clock (Decree 118/2025 Art. 19(3))."""
        self.outcome = outcome
        self.closed_at = now

    @_move("notify_result")
    def notify_result(self, now: datetime) -> None:
        """Note that the citizen was told; the state stays."""

    @_move("return_result")
    def return_result(self, now: datetime) -> None:
        """Hand the result over."""
        self.returned_at = now

    @_move("withdraw")
    def withdraw(self, now: datetime) -> None:
        """End the case because the citizen asks for it."""
        self._end(now)

    @_move("stop")
    def stop(self, now: datetime) -> None:
        """End the case without a decision."""
        self._end(now)

    def national_status_follow(self) -> None:
        """Set the national portal's code that belongs to the state."""
        self.national_status = NATIONAL_STATUS[CaseState(self.state)]

    @property
    def is_paused(self) -> bool:
        """Tell whether the citizen has the next move."""
        return self.state in PAUSED

    def _interrupt(self, now: datetime) -> None:
        self.interrupted_state = self.state
        self.paused_since = now if self.received_at else None

    def _resume(self, now: datetime) -> CaseState:
        interrupted = CaseState(self.interrupted_state)
        self.interrupted_state = ""
        self.paused_since = self.closes_at = None
        if interrupted is CaseState.REGISTERED:  # complete at last: accepted now
            self.received_at = now
            return CaseState.RECEIVED
        return interrupted

    def _end(self, now: datetime) -> None:
        self.interrupted_state = ""
        self.paused_since = self.closes_at = None
        self.closed_at = now


class ApologyState(models.TextChoices):
    """Drafted by a specialist, approved and signed by a leader, sent to the citizen."""

    # Proposed; the leader approves it or returns it.
    DRAFTED = "drafted", _("dự thảo")
    # Not approved, with a reason. Final: a new draft takes its place.
    RETURNED = "returned", _("trả lại")
    # The text stands; the leader signs it.
    APPROVED = "approved", _("đã duyệt")
    # Signed; the office sends it.
    SIGNED = "signed", _("đã ký")
    # With the citizen; a new date counts from now on. Final.
    SENT = "sent", _("đã gửi")
    # No longer needed. Final.
    CANCELLED = "cancelled", _("đã hủy")


class ApologyLifecycle(models.Model):
    """The state machine of an apology; moved by `services.apologies` only."""

    State = ApologyState

    state = FSMField(max_length=9, choices=ApologyState.choices, default=ApologyState.DRAFTED)

    class Meta:
        """A part of `Apology`, not a table of its own."""

        abstract = True

    @transition(field="state", source=ApologyState.DRAFTED, target=ApologyState.APPROVED)
    def approve(self) -> None:
        """Accept the draft."""

    @transition(field="state", source=ApologyState.DRAFTED, target=ApologyState.RETURNED)
    def return_to_drafter(self) -> None:
        """Not accept the draft."""

    @transition(field="state", source=ApologyState.APPROVED, target=ApologyState.SIGNED)
    def sign(self) -> None:
        """Sign the letter."""

    @transition(field="state", source=ApologyState.SIGNED, target=ApologyState.SENT)
    def send(self) -> None:
        """Hand the letter to the citizen."""

    @transition(
        field="state",
        source=[ApologyState.DRAFTED, ApologyState.APPROVED, ApologyState.SIGNED],
        target=ApologyState.CANCELLED,
    )
    def cancel(self) -> None:
        """Give the letter up before it is sent."""
