"""A mistyped applicant is put right with a trace, and the slip comes again as a copy."""

from dataclasses import replace
from typing import Any

import pytest

from onestop.cases.applicants import ApplicantData
from onestop.cases.models import Applicant, Case
from onestop.cases.persons import persons_numbered
from onestop.cases.services import applicant_correct
from onestop.cases.states import CaseState
from onestop.directory.models import AuditEvent, User
from onestop.directory.refusals import BadInput, NotAllowed, NotFound, StateForbids
from printing.models import PrintJob
from printing.services import printer_add
from tests.cases.desk import LAN, Desk, everything_of
from tests.cases.pages.browsing import Browsing, text

RIGHT = replace(LAN, name="Nguyễn Thị Mận", phone="0987654321")


def corrected(
    desk: Desk, case: Case, person: ApplicantData = RIGHT, by: User | None = None, **facts: Any
) -> Case:
    """Correct the applicant as An."""
    told = {"reason": "Gõ nhầm tên", **facts}
    actor = by or desk.cast.an
    return applicant_correct(code=case.code, applicant=person, actor=actor, now=desk.now, **told)


def test_the_applicant_is_as_it_should_be_and_is_found_by_the_new_number(desk: Desk) -> None:
    case = corrected(desk, desk.receive())
    person = Applicant.objects.get(case=case)
    assert (person.name, person.phone, person.identity) == (RIGHT.name, RIGHT.phone, LAN.identity)
    assert persons_numbered(RIGHT.phone).get() == person
    assert not persons_numbered(LAN.phone).exists()


def test_the_history_names_fields_and_reason_and_nobody(desk: Desk) -> None:
    case = corrected(desk, desk.receive())
    event = case.events.get(kind="applicant_corrected")
    assert event.data == {"fields": ["name", "phone"]}
    assert (event.actor, event.reason) == (desk.cast.an, "Gõ nhầm tên")
    assert (event.from_state, event.to_state) == ("received", "received")


def test_the_audit_keeps_digests_of_before_and_after(desk: Desk) -> None:
    case = corrected(desk, desk.receive())
    row = AuditEvent.objects.get(action="case.applicant")
    assert row.subject == f"case:{case.pk}"
    assert set(row.before) == set(row.after) == {"name", "phone"}
    kept = f"{row.before} {row.after}"
    assert not any(one in kept for one in (LAN.name, RIGHT.name, LAN.phone, RIGHT.phone))


def test_a_receipt_that_is_out_comes_again_as_a_copy(desk: Desk) -> None:
    printer_add(office=desk.cast.office, name="Xem", url="preview:", roles=["slip"], now=desk.now)
    case = corrected(desk, desk.receive())
    first, copy = PrintJob.objects.filter(subject=case.pk).order_by("pk")
    assert (first.copy_of, copy.copy_of) == (None, first)


def test_one_that_still_waits_is_not_printed_twice(desk: Desk) -> None:
    case = corrected(desk, desk.receive())
    assert PrintJob.objects.filter(subject=case.pk).count() == 1


def test_an_ended_case_is_corrected_without_a_slip(desk: Desk) -> None:
    printer_add(office=desk.cast.office, name="Xem", url="preview:", roles=["slip"], now=desk.now)
    case = corrected(desk, desk.case_in(CaseState.RETURNED))
    assert not PrintJob.objects.filter(subject=case.pk).exclude(copy_of=None).exists()


@pytest.mark.parametrize(
    ("person", "told", "fields"),
    [
        (LAN, {}, {"name"}),  # nothing changed
        (replace(LAN, name=" "), {}, {"name"}),
        (replace(LAN, phone="12", identity="x"), {}, {"phone", "identity"}),
        (RIGHT, {"reason": " "}, {"reason"}),
        (RIGHT, {"reason": "a" * 501}, {"reason"}),
    ],
)
def test_what_does_not_fit_is_refused_by_field(
    desk: Desk, person: ApplicantData, told: dict[str, Any], fields: set[str]
) -> None:
    case = desk.receive()
    before = everything_of(case)
    with pytest.raises(BadInput) as refused:
        corrected(desk, case, person, **told)
    assert set(refused.value.errors) == fields
    assert everything_of(case) == before


def test_who_does_not_receive_may_not_and_another_office_sees_nothing(desk: Desk) -> None:
    case = desk.receive()
    for who in (desk.cast.chi, desk.cast.dung, desk.cast.giang, desk.cast.quan):
        with pytest.raises(NotAllowed):
            corrected(desk, case, by=who)
    with pytest.raises(NotFound):
        corrected(desk, case, by=desk.cast.xuan)


def test_a_case_that_names_nobody_any_more_stays_so(desk: Desk) -> None:
    case = desk.case_in(CaseState.RETURNED)
    Case.objects.filter(pk=case.pk).update(anonymised_at=desk.now)
    with pytest.raises(StateForbids, match="không còn giữ"):
        corrected(desk, case)


def test_the_page_shows_what_is_stored_and_stores_what_is_typed(
    desk: Desk, browsing: Browsing
) -> None:
    case = desk.receive()
    path = f"/cases/{case.code}/applicant/"
    assert f'value="{LAN.name}"' in text(browsing.get("an", path))
    typed = {"name": RIGHT.name, "identity": LAN.identity, "reason": "Gõ nhầm"}
    assert browsing.post("an", path, **typed).headers["Location"] == f"/cases/{case.code}/"
    assert Applicant.objects.get(case=case).name == RIGHT.name
    again = browsing.post("an", path, name="", reason="")
    assert again.status_code == 422
    assert text(again).count("Không được để trống.") == 2
    assert browsing.get("chi", path).status_code == 403
