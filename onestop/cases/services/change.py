"""A change of a case while it is being made, and how every change ends."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from onestop.cases.due import due_follow, ledger_add, ledger_start, step_due
from onestop.cases.events import event_new, events_record, told
from onestop.cases.models import Case, CaseEvent, CaseStep, ClockEntry, HandOver
from onestop.cases.rows import LIFE
from onestop.cases.services.hand_over_rows import hand_over_add
from onestop.cases.services.opinion_rows import opinions_begin, opinions_shift
from onestop.cases.states import CaseState
from onestop.cases.step_clock import shifted, warn_moment
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
    # Since when a clock that goes on now stood still.
    stood_since: datetime | None = None

    def __post_init__(self) -> None:
        self.from_state = self.case.state
        self.accepted_now = False
        self._clock_moved = False
        self._begun: list[CaseStep] = []
        self.events: list[CaseEvent] = []

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """Return the calendar by which the office counts deadlines."""
        return deadline_calendar(self.case.office)

    def accepted(self) -> None:
        """Start the clock: the dossier is complete. Reception's step ends and the next begins."""
        self.accepted_now = self._clock_moved = True
        ledger_start(self.case, actor=self.actor, now=self.now)
        taken_in = self.steps.running
        following = self.steps.ways.stage(taken_in.position).following if taken_in else ()
        self.step_hand_on(following[0] if following else None)

    def clock(self, kind: ClockEntry.Kind, new_due_at: datetime | None = None) -> None:
        """Write a line into the ledger."""
        self._clock_moved = True
        ledger_add(
            self.case,
            kind,
            actor=self.actor,
            now=self.now,
            reason=self.reason,
            new_due_at=new_due_at,
        )

    def step_hand_on(self, position: int | None) -> None:
        """Finish the running step, name it in the event, and start the stage at the position."""
        done = self.steps.running
        self.step_finish()
        begun = self.step_begin(position)
        if done:
            self.hand_over_to(done, begun)

    def step_begin(self, position: int | None) -> list[CaseStep]:
        """Start the stage at the position and return its steps; None: nothing follows."""
        begun = self.steps.start(position, self.now)
        self._begun += begun
        opinions_begin(self.case, begun, actor=self.actor, now=self.now)
        return begun

    def step_finish(self) -> None:
        """Finish the running step and name it in the event."""
        self.step_name()
        self.steps.finish(self.actor, self.now)

    def step_back(self) -> CaseStep | None:
        """Hand the case back to the previous step and return it."""
        step, previous = self.steps.running, self.steps.previous
        if step and previous:
            row = self.hand_over(HandOver.Kind.RETURN, step, previous, to_person=previous.holder)
            self.steps.go_back(self.now)
            row.to_run = previous.run
            row.save(update_fields=["to_run"])
            self._begun.append(previous)
        return previous

    def step_name(self) -> None:
        """Name the running step in the event."""
        if self.steps.running:
            self.data["step"] = self.steps.running.position

    def hand_over_to(self, done: CaseStep, takers: Sequence[CaseStep]) -> None:
        """Write who took what is done: several who are asked together, or nobody any more.

        How the giver's work ended stands in the first of the lines.
        """
        for place, taker in enumerate(takers or [None]):
            row = self.hand_over(HandOver.Kind.STEP, done, taker)
            if place:
                row.result = ""
                row.save(update_fields=["result"])

    def hand_over(
        self,
        kind: HandOver.Kind,
        giver: CaseStep | None,
        taker: CaseStep | None,
        to_person: User | None = None,
    ) -> HandOver:
        """Write a line of the control sheet and return it."""
        return hand_over_add(
            self.case,
            kind,
            giver=giver,
            taker=taker,
            actor=self.actor,
            now=self.now,
            to_person=to_person,
            note=self.reason,
        )

    def settle(self) -> None:
        """Let national status and due dates follow, and save the case.

        A due date follows from the ledger: without a new line it stays, and costs no query. An
        edited calendar moves it by itself (`services.recomputing`).
        """
        case = self.case
        case.national_status_follow()
        moved = self._clock_moved and due_follow(case, self.calendar)
        if moved and case.due_at:
            self.data["due_at"] = told(case.due_at)
        LIFE.store(case)
        goes_on = self.stood_since is not None
        for step in self.steps.all_running if moved or goes_on else self._begun:
            self._step_due_follow(step)
        if self.stood_since is not None:
            opinions_shift(case, self.calendar, paused=self.stood_since, resumed=self.now)

    def record(self, kind: str) -> None:
        """Note the event, which `tell` writes."""
        event = event_new(
            self.case,
            kind,
            actor=self.actor,
            now=self.now,
            from_state=self.from_state,
            reason=self.reason,
            data=self.data,
        )
        self.events.append(event)

    def tell(self) -> None:
        """Write the events that were noted and tell the rooms above."""
        events_record(self.events, self.personal)
        self.events = []

    def _step_due_follow(self, step: CaseStep) -> None:
        """Give the step its share of the time that is left; handing over has none."""
        case = self.case
        if case.state == CaseState.REGISTERED or case.due_at is None:
            return
        if case.closed_at is None:
            self._allot(step)
            step.due_at = step_due(
                self.calendar,
                step.allotted_shares,
                due_at=case.due_at,
                now=step.allotted_at or self.now,
            )
            step.warn_at = warn_moment(self.calendar, step.started_at or self.now, step.due_at)
        else:
            step.due_at = step.warn_at = None
        step.save(update_fields=["due_at", "warn_at", "allotted_at", "allotted_shares"])
        if step.is_opinion:
            step.opinions.filter(run=step.run).update(due_at=step.due_at)

    def _allot(self, step: CaseStep) -> None:
        """Note from when the share counts: from now, or from before the pause that ends now."""
        begun = step.allotted_at or step.started_at
        if self.stood_since is None or begun is None or step in self._begun:
            step.allotted_at = self.now
        else:
            step.allotted_at = shifted(
                self.calendar, begun, paused=self.stood_since, resumed=self.now
            )
        step.allotted_shares = self.steps.shares_ahead(step)
