"""Function 03 of the frame: the list of procedures holds versions with their first and last day.

The new law on civil status takes effect on 1 March 2027: on the eve the old version counts, from
that day on the new one, and a case keeps the one under which it came in.
"""

from datetime import date, datetime
from typing import Any

import pytest

from onestop.cases.models import Case
from onestop.catalogue.importers import Imported, procedures_import
from onestop.catalogue.models import Procedure, ProcedurePaper, Workflow
from onestop.catalogue.selectors import procedure_on, procedure_papers, workflow_for
from onestop.catalogue.services import (
    ProcedureFacts,
    procedure_version_end,
    procedure_version_open,
    procedure_version_withdraw,
)
from onestop.directory.models import AuditEvent
from onestop.directory.refusals import BadInput, NotAllowed, NotFound, StateForbids
from onestop.directory.rights import Role
from tests.cases.desk import Desk
from tests.catalogue.files import Table
from tests.catalogue.processes import make_workflow
from tests.catalogue.test_procedures_import import BIRTH
from tests.conftest import HANOI

EVE = date(2027, 2, 28)
FIRST = date(2027, 3, 1)
LAST_MORNING = datetime(2027, 2, 26, 9, 0, tzinfo=HANOI)  # a Friday
FIRST_MORNING = datetime(2027, 3, 1, 9, 0, tzinfo=HANOI)


def facts(before: Procedure, **changes: Any) -> ProcedureFacts:
    """Return what the new law says of a procedure: five working days, decided by the province."""
    told = {
        "name": "Đăng ký giám hộ (Luật Hộ tịch 2026)",
        "field_id": before.field_id,
        "route": Procedure.Route.PROVINCE,
        "processing_value": 5,
        "processing_unit": Procedure.Unit.WORKING_DAY,
        "processing_text": "05 ngày làm việc",
        "fee_text": "Miễn",
        "supplement_clock": Procedure.SupplementClock.RESTART,
        "note": "",
    }
    return ProcedureFacts(**{**told, **changes})


def open_version(desk: Desk, first: date = FIRST, **changes: Any) -> Procedure:
    before = desk.cast.guardianship
    return procedure_version_open(
        procedure_id=before.pk,
        valid_from=first,
        facts=facts(before, **changes),
        actor=desk.cast.quan,
        now=desk.now,
    )


def test_function_03_the_right_version_before_and_after_its_first_day(desk: Desk) -> None:
    old, new = desk.cast.guardianship, open_version(desk)
    desk.now = LAST_MORNING
    before = desk.receive(old)
    desk.now = FIRST_MORNING
    after = desk.receive(old)
    assert (before.procedure, after.procedure) == (old, new)
    # Three working days from Friday; five from Monday.
    assert before.due_at == datetime(2027, 3, 3, 17, 30, tzinfo=HANOI)
    assert after.due_at == datetime(2027, 3, 8, 17, 30, tzinfo=HANOI)


def test_function_03_a_case_keeps_the_version_under_which_it_came_in(desk: Desk) -> None:
    case = desk.receive()
    open_version(desk, first=date(2026, 11, 24))
    desk.later(days=5)
    case = desk.do(case, "start_processing")
    assert (case.procedure.name, case.procedure.route) == ("Đăng ký giám hộ", "commune")


def test_opening_a_version_touches_only_the_last_day_of_the_one_before(desk: Desk) -> None:
    before = Procedure.objects.filter(pk=desk.cast.guardianship.pk).values().get()
    new = open_version(desk)
    after = Procedure.objects.filter(pk=desk.cast.guardianship.pk).values().get()
    assert after == before | {"valid_to": EVE}
    assert (new.code, new.valid_from, new.valid_to) == ("1.004837", FIRST, None)
    assert procedure_on("1.004837", EVE) == desk.cast.guardianship
    assert procedure_on("1.004837", FIRST) == new


def test_papers_process_and_services_are_taken_over(desk: Desk) -> None:
    old = desk.cast.guardianship
    ProcedurePaper.objects.create(procedure=old, position=1, name="Văn bản cử người giám hộ")
    own = make_workflow(("Tiếp nhận", Role.RECEPTIONIST, 100), procedure=old)
    new = open_version(desk)
    assert [one.name for one in procedure_papers(new)] == ["Văn bản cử người giám hộ"]
    copy = workflow_for(new)
    assert copy is not None
    assert copy != own
    assert [one.name for one in copy.steps.all()] == ["Tiếp nhận"]
    assert list(new.services.all()) == [desk.cast.civil]


def test_a_version_that_nobody_has_drafted_a_process_for_has_the_default_one(desk: Desk) -> None:
    assert workflow_for(open_version(desk)) == Workflow.objects.get(procedure=None)


def test_it_is_recorded_who_opened_it(desk: Desk) -> None:
    open_version(desk)
    event = AuditEvent.objects.get(action="catalogue.version_open")
    assert (event.actor_id, event.subject) == (desk.cast.quan.pk, "procedure:1.004837")
    assert event.after["valid_from"] == "2027-03-01"


@pytest.mark.parametrize("first", [date(2026, 11, 22), date(1, 1, 1), date(9999, 1, 1)])
def test_a_first_day_that_is_past_is_refused(desk: Desk, first: date) -> None:
    with pytest.raises(BadInput) as refused:
        open_version(desk, first=first)
    assert list(refused.value.errors) == ["valid_from"]
    assert Procedure.objects.filter(code="1.004837").count() == 1


def test_a_version_opens_after_the_last_one(desk: Desk) -> None:
    open_version(desk)
    with pytest.raises(BadInput, match="01/03/2027") as refused:
        open_version(desk)
    assert list(refused.value.errors) == ["valid_from"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"note": "x" * 501}, "note"),
        ({"processing_value": 10_000}, "processing_value"),
        ({"processing_value": -1}, "processing_value"),
        ({"route": "moon"}, "route"),
        ({"processing_unit": "year"}, "processing_unit"),
        ({"field_id": 0}, "field"),
    ],
)
def test_what_cannot_be_stored_is_refused_by_field(
    desk: Desk, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        open_version(desk, **changes)
    assert list(refused.value.errors) == [field]
    assert procedure_on("1.004837", FIRST) == desk.cast.guardianship


@pytest.mark.parametrize("who", ["an", "chi", "dung", "giang"])
def test_only_who_manages_the_catalogue_opens_versions(desk: Desk, who: str) -> None:
    desk.cast.quan = getattr(desk.cast, who)
    with pytest.raises(NotAllowed):
        open_version(desk)


def test_a_version_that_is_not_there_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFound):
        procedure_version_withdraw(procedure_id=0, actor=desk.cast.quan, now=desk.now)


def test_before_its_first_day_a_version_can_be_taken_back(desk: Desk) -> None:
    new = open_version(desk)
    before = procedure_version_withdraw(procedure_id=new.pk, actor=desk.cast.quan, now=desk.now)
    before.refresh_from_db()
    assert (before, before.valid_to) == (desk.cast.guardianship, None)
    assert procedure_on("1.004837", FIRST) == before


def test_a_version_in_force_and_an_only_one_stay(desk: Desk) -> None:
    new = open_version(desk)
    for which, now in ((new, FIRST_MORNING), (desk.cast.birth, desk.now)):
        with pytest.raises(StateForbids):
            procedure_version_withdraw(procedure_id=which.pk, actor=desk.cast.quan, now=now)
    assert Procedure.objects.filter(pk=new.pk).exists()


def test_a_version_to_which_a_case_refers_is_not_taken_back(desk: Desk) -> None:
    new = open_version(desk)
    Case.objects.filter(pk=desk.receive().pk).update(procedure=new)
    with pytest.raises(StateForbids, match="đã được dùng"):
        procedure_version_withdraw(procedure_id=new.pk, actor=desk.cast.quan, now=desk.now)
    desk.cast.guardianship.refresh_from_db()
    assert desk.cast.guardianship.valid_to == EVE


def end(desk: Desk, last: date | None, procedure: Procedure | None = None) -> Procedure:
    return procedure_version_end(
        procedure_id=(procedure or desk.cast.guardianship).pk,
        valid_to=last,
        actor=desk.cast.quan,
        now=desk.now,
    )


def test_a_procedure_may_end_without_another_and_go_on_after_all(desk: Desk) -> None:
    end(desk, EVE)
    assert procedure_on("1.004837", FIRST) is None
    assert procedure_on("1.004837", EVE) == desk.cast.guardianship
    end(desk, None)
    assert procedure_on("1.004837", FIRST) == desk.cast.guardianship
    told = AuditEvent.objects.filter(action="catalogue.version_end").order_by("id")
    assert [one.after["valid_to"] for one in told] == ["2027-02-28", ""]


@pytest.mark.parametrize("last", [date(2026, 11, 22), date(9999, 1, 1)])
def test_a_last_day_that_is_past_is_refused(desk: Desk, last: date) -> None:
    with pytest.raises(BadInput) as refused:
        end(desk, last)
    assert list(refused.value.errors) == ["valid_to"]


def test_a_version_that_another_follows_keeps_its_last_day(desk: Desk) -> None:
    new = open_version(desk)
    with pytest.raises(StateForbids, match="phiên bản kế tiếp"):
        end(desk, None)
    with pytest.raises(BadInput, match="01/03/2027"):
        end(desk, EVE, new)
    desk.cast.quan = desk.cast.dung
    with pytest.raises(NotAllowed):
        end(desk, None, new)


def test_what_is_not_in_force_is_not_received_and_says_from_when(desk: Desk) -> None:
    Procedure.objects.filter(pk=desk.cast.birth.pk).update(valid_from=FIRST)
    with pytest.raises(BadInput, match="01/03/2027"):
        desk.receive(desk.cast.birth)
    Procedure.objects.filter(pk=desk.cast.birth.pk).update(valid_from=None, valid_to=EVE)
    desk.now = FIRST_MORNING
    with pytest.raises(BadInput, match="hết hiệu lực sau ngày 28/02/2027"):
        desk.receive(desk.cast.birth)


NEW_BIRTH = BIRTH | {"name": "Khai sinh mới", "processing_value": "2", "valid_from": "2027-03-01"}
OLD_BIRTH = BIRTH | {"valid_from": ""}


def imported(table: Table, *rows: dict[str, str], now: datetime = LAST_MORNING) -> Imported:
    return procedures_import(table(rows), now=now)


@pytest.mark.django_db
def test_an_import_opens_a_version_and_leaves_the_old_one_alone(table: Table) -> None:
    imported(table, BIRTH)
    assert imported(table, NEW_BIRTH) == Imported(created=1, changed=0, unchanged=0)
    old, new = Procedure.objects.all()
    assert (old.name, old.valid_from, old.valid_to) == ("Đăng ký khai sinh", None, EVE)
    assert (new.name, new.processing_value, new.valid_from) == ("Khai sinh mới", 2, FIRST)


@pytest.mark.django_db
def test_an_imported_version_keeps_the_clock_that_the_office_has_set(table: Table) -> None:
    imported(table, BIRTH)
    Procedure.objects.update(supplement_clock=Procedure.SupplementClock.RESUME)
    imported(table, NEW_BIRTH)
    clocks = {one.supplement_clock for one in Procedure.objects.all()}
    assert clocks == {Procedure.SupplementClock.RESUME}


@pytest.mark.django_db
@pytest.mark.parametrize("now", [LAST_MORNING, FIRST_MORNING])
def test_a_table_with_both_versions_may_be_imported_again_on_any_day(
    table: Table, now: datetime
) -> None:
    imported(table, NEW_BIRTH, OLD_BIRTH)
    stored = list(Procedure.objects.values())
    assert imported(table, NEW_BIRTH, OLD_BIRTH, now=now) == Imported(0, 0, unchanged=2)
    assert list(Procedure.objects.values()) == stored
    assert [one["name"] for one in stored] == ["Đăng ký khai sinh", "Khai sinh mới"]


@pytest.mark.django_db
def test_a_table_without_days_is_about_the_version_in_force(table: Table) -> None:
    imported(table, OLD_BIRTH, NEW_BIRTH)
    imported(table, BIRTH | {"fee_text": "8.000 đồng"}, now=FIRST_MORNING)
    assert [one.fee_text for one in Procedure.objects.all()] == ["Miễn", "8.000 đồng"]


@pytest.mark.django_db
def test_a_table_may_end_a_procedure(table: Table) -> None:
    imported(table, BIRTH | {"valid_to": "2027-02-28"})
    assert procedure_on("1.001193", EVE) is not None
    assert procedure_on("1.001193", FIRST) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([BIRTH | {"valid_from": "1/3/2027"}], "valid_from"),
        ([NEW_BIRTH | {"valid_to": "2027-02-01"}], "trước ngày bắt đầu"),
        ([NEW_BIRTH, NEW_BIRTH], "đã có ở dòng 2"),
        (
            [
                NEW_BIRTH,
                OLD_BIRTH,
                NEW_BIRTH | {"valid_from": "2027-01-01", "valid_to": "2027-03-01"},
            ],
            "Dòng 4",
        ),
        ([NEW_BIRTH | {"valid_to": ""}, OLD_BIRTH | {"valid_to": "2027-03-05"}], "Dòng"),
    ],
)
def test_days_that_do_not_fit_are_refused_with_their_line(
    table: Table, rows: list[dict[str, str]], told: str
) -> None:
    with pytest.raises(BadInput, match=told):
        imported(table, *({"valid_to": "", **row} for row in rows))
    assert not Procedure.objects.exists()
