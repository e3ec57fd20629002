"""Any walk through a case's life, done and refused, agrees with a model of a dozen lines."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

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
    "accept_supplement": {"supplement_requested": "back"},
    "request_payment": {
        "registered": "payment_requested",
        "received": "payment_requested",
        "processing": "payment_requested",
    },
    "confirm_payment": {"payment_requested": "back"},
    "complete": {"processing": "completed"},
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


@dataclass
class Model:
    """What a case should be: state, running step, the state before a pause."""

    state: str = "registered"
    step: int = 1
    before: str = ""
    asked: bool = False

    def forbids(self, name: str) -> bool:
        """Tell whether the transition is to be refused."""
        again = name == "request_supplement" and self.asked
        elsewhere = self.step != AT_STEP.get(name, self.step)
        return self.state not in EDGES[name] or again or elsewhere

    def do(self, name: str) -> None:
        """Make the transition."""
        target = EDGES[name][self.state]
        if target == "back":
            target = "received" if self.before == "registered" else self.before
        self.before = self.state if target.endswith("_requested") else ""
        self.state, self.step = target, STEP_AFTER.get(name, self.step)
        self.asked = self.asked or name == "request_supplement"
        if target == "received":
            self.step = 2
        if target in STEPLESS:
            self.step = 0

    def choose(self, pick: int, *, possible: bool) -> str:
        """Return a transition: one that leads on, as long as there is one, or any."""
        names = sorted(EDGES)
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


# Which of the transitions, whether it should be possible, and the hours that pass before it.
MOVES = st.tuples(
    st.integers(0, 13), st.sampled_from([True, True, True, False]), st.integers(0, 40)
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(walk=st.lists(MOVES, max_size=20))
def test_any_walk_agrees_with_the_model(desk: Desk, walk: list[tuple[int, bool, int]]) -> None:
    actor = User.objects.filter(username="moi-viec").first() or do_all(desk)
    case, model = desk.register(actor=actor), Model()
    for pick, possible, hours in walk:
        desk.now += timedelta(hours=hours)
        name = model.choose(pick, possible=possible)
        told = {**TOLD.get(name, {}), "by": actor}
        if model.forbids(name):
            with pytest.raises(StateForbids):
                desk.do(case, name, **told)
        else:
            desk.do(case, name, **told)
            model.do(name)
        ensure_sound(case, model)
    kinds = list(case.events.values_list("kind", flat=True))
    assert kinds[0] == "registered"
    assert kinds.count("receive") == int(Case.objects.get(pk=case.pk).received_at is not None)
