"""Any walk through a case's life, done and refused, agrees with a model of a dozen lines."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from onestop.cases.models import Case
from onestop.cases.states import NATIONAL_STATUS, CaseState
from onestop.directory.models import Membership, User
from onestop.directory.refusals import StateForbids
from onestop.directory.rights import Role
from tests.cases.desk import TOLD, Desk
from tests.cast import make_user

# Where a transition begins and where it leads; "back" is the state before a pause.
EDGES = {
    "receive": {"registered": "received"},
    "refuse": {"registered": "refused"},
    "start_processing": {"received": "processing"},
    "complete_step": {"processing": "processing"},
    "return_step": {"processing": "processing"},
    "request_supplement": {
        "registered": "supplement_requested",
        "processing": "supplement_requested",
    },
    "override_supplement": {"processing": "supplement_requested"},
    "accept_supplement": {"supplement_requested": "back"},
    "request_payment": {
        "registered": "payment_requested",
        "received": "payment_requested",
        "processing": "payment_requested",
    },
    "confirm_payment": {"payment_requested": "back"},
    "complete": {"processing": "completed"},
    "notify_result": {"completed": "completed"},
    "return_result": {"completed": "returned"},
    "withdraw": {
        "registered": "withdrawn",
        "received": "withdrawn",
        "processing": "withdrawn",
        "supplement_requested": "withdrawn",
        "payment_requested": "withdrawn",
    },
    "stop": {
        "processing": "stopped",
        "supplement_requested": "stopped",
        "payment_requested": "stopped",
    },
}
# At which step a transition is possible where that matters, and how the step changes.
AT_STEP = {"complete_step": 2, "return_step": 3, "complete": 3}
STEP_AFTER = {"complete_step": 3, "return_step": 2, "complete": 4}
ENDS = {"refuse", "withdraw", "stop"}
STEPLESS = {"refused", "withdrawn", "stopped", "returned"}
ASKING = {"request_supplement", "override_supplement"}
# Hours after which a supplement is asked for late, whatever the weekday on which the case began.
LATE_FOR_SURE = 7 * 24
# Within so many hours of reception it is in time whatever the weekday.
IN_TIME_FOR_SURE = 24


@dataclass
class Model:
    """What a case should be: state, running step, the state before a pause."""

    state: str = "registered"
    step: int = 1
    before: str = ""
    asked: bool = False
    again: bool = False
    # Hours since the dossier was accepted; None before that.
    age: int | None = None

    def forbids(self, name: str) -> bool:
        """Tell whether the transition is to be refused."""
        elsewhere = self.step != AT_STEP.get(name, self.step)
        return self.state not in EDGES[name] or elsewhere or self.breaks_the_rule(name)

    def breaks_the_rule(self, name: str) -> bool:
        """Tell whether somebody asks again or late without a leader, or a leader without need."""
        needs_leader = self.asked or (self.age or 0) > LATE_FOR_SURE
        if name == "request_supplement":
            return needs_leader
        return name == "override_supplement" and not needs_leader

    def is_unsure(self, name: str) -> bool:
        """Tell whether only the calendar knows if the request is in time."""
        between = IN_TIME_FOR_SURE < (self.age or 0) <= LATE_FOR_SURE
        return name in ASKING and not self.asked and between

    def do(self, name: str) -> None:
        """Make the transition."""
        target = EDGES[name][self.state]
        if target == "back":
            target = "received" if self.before == "registered" else self.before
        pauses = target.endswith("_requested")
        self.before = self.state if pauses else ""
        self.again = self.again or (name in ASKING and self.asked)
        self.asked = self.asked or name in ASKING
        self.state, self.step = target, STEP_AFTER.get(name, self.step)
        if target == "received":
            self.step = 2
            self.age = self.age or 0
        if target in STEPLESS:
            self.step = 0

    def choose(self, pick: int, *, possible: bool) -> str:
        """Return a transition: one that leads on, as long as there is one, or any."""
        names = [name for name in sorted(EDGES) if not self.is_unsure(name)]
        if possible:
            on = [name for name in names if not self.forbids(name) and name not in ENDS]
            names = on or names
        return names[pick % len(names)]


def do_all(office_desk: Desk) -> User:
    """Return an account with every role, so that only states refuse."""
    office = office_desk.cast.office
    user = make_user("moi-viec", "Lý Thị Mọi", office, Role.RECEPTIONIST)
    for role in (Role.SPECIALIST, Role.LEADER):
        Membership.objects.create(user=user, office=office, role=role).agencies.set(
            office.agencies.all()
        )
    return user


def ensure_sound(case: Case, model: Model) -> None:
    """Check the stored case against the model, and what holds of every case."""
    case = Case.objects.get(pk=case.pk)
    running = [step.position for step in case.steps.all() if step.is_running]
    assert (case.state, sum(running)) == (model.state, model.step)
    assert (case.interrupted_state, case.national_status) == (
        model.before,
        NATIONAL_STATUS[CaseState(model.state)],
    )
    dates = (case.received_at, case.original_due_at, case.due_at)
    assert len({one is None for one in dates}) == 1
    assert (case.paused_since is not None) == bool(model.before and case.received_at)
    assert (case.closed_at is not None) == (model.state in STEPLESS | {"completed"})
    assert (case.closes_at is not None) == (model.state == "supplement_requested")
    assert case.supplemented_again == model.again


def ensure_told(case: Case) -> None:
    """Check that the history is one chain from the beginning to where the case is."""
    events = list(case.events.all())
    assert events[0].kind == "registered"
    assert [one.from_state for one in events[1:]] == [one.to_state for one in events[:-1]]
    received = Case.objects.get(pk=case.pk).received_at is not None
    assert [one.kind for one in events].count("receive") == int(received)


def test_any_walk_agrees_with_the_model(desk: Desk) -> None:
    actor = do_all(desk)

    class Walk(RuleBasedStateMachine):
        """One case, moved on or refused at random while time passes."""

        def __init__(self) -> None:
            super().__init__()
            self.case, self.model = desk.register(actor=actor), Model()

        @rule(hours=st.integers(1, 60))
        def time_passes(self, hours: int) -> None:
            desk.now += timedelta(hours=hours)
            if self.model.age is not None:
                self.model.age += hours

        @rule(pick=st.integers(0, 99), possible=st.sampled_from([True, True, True, False]))
        def somebody_acts(self, pick: int, *, possible: bool) -> None:
            name = self.model.choose(pick, possible=possible)
            told = {**TOLD.get(name, {}), "by": actor}
            if self.model.forbids(name):
                with pytest.raises(StateForbids):
                    desk.do(self.case, name, **told)
            else:
                desk.do(self.case, name, **told)
                self.model.do(name)

        @invariant()
        def the_case_is_what_the_model_is(self) -> None:
            ensure_sound(self.case, self.model)

        def teardown(self) -> None:
            ensure_told(self.case)

    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
