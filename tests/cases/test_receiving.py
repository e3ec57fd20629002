"""A dossier is handed in."""

from datetime import datetime
from typing import Any

import pytest

from onestop.cases.models import Applicant, Case, CaseEvent
from onestop.cases.services import PaperData
from onestop.catalogue.models import Workflow
from onestop.directory.models import Agency
from onestop.directory.refusals import BadInput, NotAllowed, NotFound, Refusal, StateForbids
from onestop.directory.rights import Role
from tests.cases.desk import Desk
from tests.catalogue.processes import make_steps
from tests.conftest import HANOI


def nothing_stored() -> bool:
    """Tell whether no row of any case exists."""
    return not (Case.objects.exists() or Applicant.objects.exists() or CaseEvent.objects.exists())


def test_at_the_counter_it_is_received_at_once(desk: Desk) -> None:
    case = desk.receive()
    case.refresh_from_db()
    assert case.code == "H00.01-261123-0001"
    assert (case.state, case.national_status) == ("received", 2)
    assert case.received_at == case.created_at == desk.now
    assert case.created_by == desk.cast.an
    assert case.applicant.name == "Nguyễn Thị Mẫu"


def test_three_working_days_pass_over_the_day_of_culture(desk: Desk) -> None:
    case = desk.receive()
    # Wednesday 25, Thursday 26, Friday 27 November, at closing time.
    assert case.due_at == datetime(2026, 11, 27, 17, 30, tzinfo=HANOI)
    assert case.original_due_at == case.due_at


def test_a_same_day_procedure_after_three_is_due_on_the_next_working_day(desk: Desk) -> None:
    desk.now = datetime(2026, 11, 23, 15, 0, 1, tzinfo=HANOI)
    assert desk.receive(desk.cast.birth).due_at == datetime(2026, 11, 25, 17, 30, tzinfo=HANOI)


def test_receptions_step_is_done_and_the_specialists_has_begun(desk: Desk) -> None:
    first, second, third, fourth = desk.receive().steps.all()
    assert (first.started_at, first.finished_at, first.holder) == (desk.now, desk.now, desk.cast.an)
    assert (second.started_at, second.finished_at, second.holder) == (desk.now, None, None)
    assert {step.started_at for step in (third, fourth)} == {None}
    assert all(step.is_default for step in (first, second, third, fourth))


def test_a_step_gets_its_share_of_the_working_time(desk: Desk) -> None:
    # From Monday 9:00 to Friday 17:30 there are 30.5 working hours; 60 of the 80 parts that
    # decide the case are the specialist's: 22 hours 52 minutes and 30 seconds.
    due_at = desk.receive().steps.get(position=2).due_at
    assert due_at == datetime(2026, 11, 27, 7, 52, 30, tzinfo=HANOI)


def test_its_history_begins_with_its_receipt(desk: Desk) -> None:
    case = desk.receive()
    event = case.events.get()
    assert (event.kind, event.from_state, event.to_state) == ("receive", "", "received")
    assert (event.national_status, event.actor, event.at) == (2, desk.cast.an, desk.now)


@pytest.mark.parametrize("channel", ["post", "online"])
def test_from_afar_it_is_registered_and_no_clock_runs(desk: Desk, channel: str) -> None:
    case = desk.receive(channel=channel)
    case.refresh_from_db()
    assert (case.state, case.national_status, case.channel) == ("registered", 1, channel)
    assert case.received_at is case.due_at is case.original_due_at is None
    assert not case.clock_entries.exists()
    assert case.events.get().kind == "registered"


def test_an_online_dossier_is_to_be_answered_in_eight_working_hours(desk: Desk) -> None:
    step = desk.register().steps.get(position=1)
    assert (step.started_at, step.finished_at) == (desk.now, None)
    # 6.5 hours are left on Monday, Tuesday is off.
    assert step.due_at == datetime(2026, 11, 25, 9, 0, tzinfo=HANOI)


def test_a_registered_dossier_is_received_when_it_is_complete(desk: Desk) -> None:
    case = desk.register()
    desk.later(hours=1)
    case = desk.do(case, "receive")
    assert (case.state, case.received_at) == ("received", desk.now)
    assert case.due_at == case.original_due_at
    assert case.steps.get(position=2).started_at == desk.now


def test_papers_stand_in_their_order(desk: Desk) -> None:
    papers = [PaperData("Tờ khai", original=True), PaperData("Giấy ủy quyền", quantity=2)]
    listed = desk.receive(papers=papers).papers.values_list("position", "name", "original")
    assert list(listed) == [(1, "Tờ khai", True), (2, "Giấy ủy quyền", False)]


def test_the_agency_is_the_offices_first_by_code_unless_named(desk: Desk) -> None:
    Agency.objects.create(office=desk.cast.office, code="H00.00", name="Công an xã")
    assert desk.receive().agency.code == "H00.00"
    assert desk.receive(agency_code="H00.01").code == "H00.01-261123-0001"


def test_a_procedure_has_its_own_steps(desk: Desk) -> None:
    make_steps((Role.RECEPTIONIST, Role.SPECIALIST, Role.RECEPTIONIST), desk.cast.birth)
    steps = desk.receive(desk.cast.birth).steps.all()
    assert [(step.name, step.is_default) for step in steps] == [
        ("Bước 1", False),
        ("Bước 2", False),
        ("Bước 3", False),
    ]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"procedure_code": "9.999999"}, "procedure"),
        ({"procedure_code": "1.00\x00"}, "procedure"),
        ({"agency_code": "H00.02"}, "agency"),  # another office's
        ({"agency_code": ""}, "agency"),
        ({"channel": "pigeon"}, "channel"),
        ({"return_method": "pigeon"}, "return_method"),
        ({"copies": 0}, "copies"),
        ({"copies": 100}, "copies"),
        ({"papers": [PaperData("")]}, "papers"),
        ({"papers": [PaperData("Tờ khai", quantity=0)]}, "papers"),
        ({"papers": [PaperData("Tờ khai")] * 51}, "papers"),
    ],
)
def test_what_cannot_be_received_is_refused_by_field(
    desk: Desk, facts: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        desk.receive(**facts)
    assert list(refused.value.errors) == [field]
    assert nothing_stored()


def test_a_procedure_without_a_time_takes_tickets_only(desk: Desk) -> None:
    with pytest.raises(BadInput, match="chỉ lấy số, chưa tiếp nhận hồ sơ") as refused:
        desk.receive(desk.cast.untimed)
    assert list(refused.value.errors) == ["procedure"]
    assert nothing_stored()


@pytest.mark.parametrize("who", ["chi", "dung", "giang", "quan"])
def test_only_reception_receives(desk: Desk, who: str) -> None:
    with pytest.raises(NotAllowed):
        desk.receive(actor=getattr(desk.cast, who))
    assert nothing_stored()


def test_nobody_receives_at_another_office(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.receive(actor=desk.cast.xuan)
    assert nothing_stored()


def test_steps_that_nobody_could_do_are_refused(desk: Desk) -> None:
    make_steps((Role.RECEPTIONIST, Role.SUPERVISOR), desk.cast.birth)
    with pytest.raises(StateForbids, match="Quy trình"):
        desk.receive(desk.cast.birth)
    assert nothing_stored()


def test_a_refusal_gives_the_number_back(desk: Desk) -> None:
    Workflow.objects.all().delete()
    with pytest.raises(Refusal):
        desk.receive()
    make_steps((Role.RECEPTIONIST, Role.SPECIALIST))
    assert desk.receive().code.endswith("-0001")


def test_received_in_the_evening_it_counts_from_the_next_opening(desk: Desk) -> None:
    desk.now = datetime(2026, 11, 20, 20, 0, tzinfo=HANOI)  # a Friday
    case = desk.receive()
    assert case.received_at == desk.now
    assert case.due_at == datetime(2026, 11, 27, 17, 30, tzinfo=HANOI)
