"""Cases from before hand-overs were written get the lines that their steps tell of."""

from importlib import import_module
from pathlib import Path

from django.apps import apps

from onestop.cases import migrations
from onestop.cases.models import Case, CaseStep, HandOver
from onestop.cases.states import CaseState
from tests.cases.desk import Desk

FACTS = (
    "kind",
    "from_step",
    "from_agency",
    "from_person",
    "to_step",
    "to_agency",
    "held_since",
    "due_at",
    "ready_at",
    "result",
)


def lines_of(case: Case) -> list[tuple[object, ...]]:
    return list(case.hand_overs.order_by("id").values_list(*FACTS))


def test_the_lines_are_those_that_would_have_been_written(desk: Desk) -> None:
    cases = []
    for state in (CaseState.REGISTERED, CaseState.PROCESSING, CaseState.RETURNED):
        cases.append(desk.case_in(state))
        desk.later(minutes=10)
    cases.append(desk.do(desk.case_in(CaseState.PROCESSING), "withdraw"))
    written = [lines_of(case) for case in cases]
    HandOver.objects.all().delete()
    CaseStep.objects.update(run=0, held_since=None)
    (path,) = Path(str(migrations.__file__)).parent.glob("*_steps_that_ran.py")
    migration = import_module(f"onestop.cases.migrations.{path.stem}")
    migration.lines_add(apps, None)
    assert [lines_of(case) for case in cases] == written
    assert not CaseStep.objects.filter(started_at__isnull=False, run=0).exists()
