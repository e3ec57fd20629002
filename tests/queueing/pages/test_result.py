"""Returning a result: the case is found by the code on its receipt."""

import pytest

from onestop.cases.models import Case
from onestop.cases.services import ApplicantData, case_receive
from onestop.directory.models import AuditEvent
from queueing.models import Ticket
from queueing.services import ticket_issue
from tests.queueing.day import Day
from tests.queueing.pages.window import Window, words


@pytest.fixture
def case(open_window: Window, day: Day) -> Case:
    """Return a case of the office, while counter 1 serves somebody."""
    ticket = day.issue()
    open_window.pressed("call-next")
    open_window.pressed("start", ticket)
    return case_receive(
        office=day.cast.office,
        procedure_code="1.004837",
        applicant=ApplicantData(name="Nguyễn Thị Mẫu"),
        actor=day.cast.an,
        now=day.now,
    )


def searched(window: Window, code: str) -> str:
    """Look a code up at the desk and return the page."""
    answer = window.press("result", code=code)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_code_in_the_address_is_not_read(open_window: Window, case: Case) -> None:
    assert case.code not in open_window.read(panel="result", code=case.code)
    assert open_window.client.get(f"{open_window.address}result/").status_code == 405
    assert not AuditEvent.objects.filter(action__startswith="look.").exists()


def test_a_code_leads_to_its_case(open_window: Window, case: Case) -> None:
    page = searched(open_window, f" {case.code} ")
    assert f'href="/cases/{case.code}/"' in page
    assert f"{case.code} Đăng ký giám hộ Nguyễn Thị Mẫu" in words(page)


def test_finding_a_case_is_a_look_at_it(open_window: Window, case: Case) -> None:
    searched(open_window, case.code)
    searched(open_window, "x")
    look = AuditEvent.objects.get(action__startswith="look.")
    assert (look.subject, look.after) == (f"case:{case.pk}", {"part": "counter"})


@pytest.mark.parametrize("code", ["x", "H00.01-000000-0001", "a\u0000b", "x" * 500, "../../"])
def test_an_unknown_code_is_said(open_window: Window, case: Case, code: str) -> None:
    assert case
    page = words(searched(open_window, code))
    assert "Không tìm thấy hồ sơ này. Hãy xem lại mã trên giấy hẹn." in page


def test_another_offices_case_is_unknown(open_window: Window, day: Day, case: Case) -> None:
    foreign = case_receive(
        office=day.cast.other_office,
        procedure_code="1.004837",
        applicant=ApplicantData(name="Người Khác"),
        actor=day.cast.xuan,
        now=day.now,
    )
    page = words(searched(open_window, foreign.code))
    assert "Không tìm thấy hồ sơ này." in page
    assert "Người Khác" not in page
    assert case.office != foreign.office


def test_the_case_named_at_the_door_is_shown_at_once(
    open_window: Window, day: Day, case: Case
) -> None:
    open_window.pressed("finish", Ticket.objects.get())
    ticket = ticket_issue(
        office=day.cast.office,
        service_code="ho-tich",
        case_code=case.code,
        actor=day.cast.an,
        now=day.now,
    )
    open_window.pressed("call-next")
    open_window.pressed("start", ticket)
    assert f"{case.code} Đăng ký giám hộ" in open_window.read(panel="result")
