"""A change of a case while it is being made, and how every change ends."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from onestop.cases.due import due_follow, ledger_add, ledger_start, step_due
from onestop.cases.events import event_record, told
from onestop.cases.models import Case, ClockEntry
from onestop.cases.states import CaseState
from onestop.cases.steps import CaseSteps
from onestop.catalogue.selectors import deadline_calendar
from onestop.clock.calendar import WorkingCalendar
from onestop.directory.models import User


@dataclass
class Change:
    """The locked case, its steps, who changes it, when, why, and what was told beside that.

    `actor` None: the office's own clock does it, by a rule.

    `data` collects the facts that the event will carry: ids and values, nothing personal;
    `personal` the personal values that are stored, of which the audit keeps digests.
    """

    case: Case
    steps: CaseSteps
    actor: User | None
    now: datetime
    reason: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    personal: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.from_state = self.case.state
        self.accepted_now = False
        self._step = self.steps.running

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """Return the calendar by which the office counts deadlines."""
        return deadline_calendar(self.case.office)

    def accepted(self) -> None:
        """Start the clock: the dossier is complete. Reception's step ends and the next begins."""
        self.accepted_now = True
        ledger_start(self.case, actor=self.actor, now=self.now)
        self.step_finish()
        self.steps.start_next(self.now)

    def clock(self, kind: ClockEntry.Kind, new_due_at: datetime | None = None) -> None:
        """Write a line into the ledger."""
        ledger_add(
            self.case,
            kind,
            actor=self.actor,
            now=self.now,
            reason=self.reason,
            new_due_at=new_due_at,
        )

    def step_finish(self) -> None:
        """Finish the running step and name it in the event."""
        self.step_name()
        self.steps.finish(self.actor, self.now)

    def step_name(self) -> None:
        """Name the running step in the event."""
        if self.steps.running:
            self.data["step"] = self.steps.running.position

    def settle(self) -> None:
        """Let national status and due dates follow, and save the case."""
        case = self.case
        case.national_status_follow()
        moved = case.received_at is not None and due_follow(case, self.calendar)
        if moved and case.due_at:
            self.data["due_at"] = told(case.due_at)
        case.save()
        if moved or self.steps.running != self._step:
            self._step_due_follow()

    def record(self, kind: str) -> None:
        """Write the event and tell the rooms above."""
        event_record(
            self.case,
            kind,
            actor=self.actor,
            now=self.now,
            from_state=self.from_state,
            reason=self.reason,
            data=self.data,
            personal=self.personal,
        )

    def _step_due_follow(self) -> None:
        """Give the running step its share of the time that is left; handing over has none."""
        step, case = self.steps.running, self.case
        if step is None or case.state == CaseState.REGISTERED or case.due_at is None:
            return
        step.due_at, step.allotted_at = None, self.now
        if case.closed_at is None:
            undecided = self.steps.undecided()
            step.due_at = step_due(self.calendar, undecided, due_at=case.due_at, now=self.now)
        step.save(update_fields=["due_at", "allotted_at"])
