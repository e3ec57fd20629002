"""One case as staff and programs see it."""

import json
from datetime import datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from onestop.cases.privacy import identity_masked, phone_masked
from onestop.cases.selectors import case_by_code, case_history, case_view
from onestop.cases.services import PaperData, transitions_open_to
from onestop.cases.states import CaseState
from onestop.directory.refusals import NotAllowed, NotFound
from tests.cases.desk import LAN, Desk
from tests.conftest import HANOI


def test_the_citizens_numbers_are_masked(desk: Desk) -> None:
    view = case_view(desk.receive())
    assert view["applicant"] == {
        "name": "Nguyễn Thị Mẫu",
        "identity": "••••••••3456",
        "phone": "•••••••678",
        "email": "mau@example.com",
        "address": "Thôn Mẫu, Xã Mẫu",
    }
    told = repr(view)
    assert LAN.identity not in told
    assert LAN.phone not in told


@pytest.mark.parametrize(("number", "shown"), [("", ""), ("123", "123"), ("12345", "•2345")])
def test_short_numbers(number: str, shown: str) -> None:
    assert identity_masked(number) == shown


def test_a_phone_shows_three_digits() -> None:
    assert phone_masked("0912345678") == "•••••••678"


def test_the_fields_of_the_contract(desk: Desk) -> None:
    case = desk.receive(papers=[PaperData("Tờ khai", original=True)])
    view = case_view(desk.do(case, "start_processing"))
    assert (view["code"], view["state"], view["national_status"]) == (case.code, "processing", 4)
    closing = datetime(2026, 11, 27, 17, 30, tzinfo=HANOI)
    assert view["due_at"] == view["original_due_at"] == closing
    assert view["due_at"].isoformat() == "2026-11-27T17:30:00+07:00"
    assert view["received_at"] == desk.now
    assert view["office"] == "mau"
    assert view["agency"] == {"code": "H00.01", "name": "Tư pháp – Hộ tịch"}
    assert view["procedure"] == {"code": "1.004837", "name": "Đăng ký giám hộ"}
    assert view["papers"] == [{"name": "Tờ khai", "original": True, "quantity": 1}]
    assert (view["step"]["position"], view["step"]["holder"]) == (2, "chi")
    assert [step["name"] for step in view["steps"]] == [
        "Tiếp nhận",
        "Thẩm định",
        "Phê duyệt",
        "Trả kết quả",
    ]
    assert (view["outcome"], view["apologies"]) == (None, [])


def test_a_case_is_seen_by_its_own_office_only(desk: Desk) -> None:
    case = desk.receive()
    for who in ("an", "chi", "dung", "giang"):
        assert case_by_code(case.code, getattr(desk.cast, who)) == case
    with pytest.raises(NotAllowed):
        case_by_code(case.code, desk.cast.quan)
    with pytest.raises(NotFound):
        case_by_code(case.code, desk.cast.xuan)


@pytest.mark.parametrize("code", ["", "H00.01-261123-0002", "x\x00", "y" * 101])
def test_there_is_no_such_case(desk: Desk, code: str) -> None:
    desk.receive()
    with pytest.raises(NotFound):
        case_by_code(code, desk.cast.an)


def test_a_case_and_its_history_take_few_queries(
    desk: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    case = desk.case_in(CaseState.RETURNED)
    found = case_by_code(case.code, desk.cast.an)
    # Steps, applicant, papers, apologies, what is owed, delivery, errors; then events.
    with django_assert_num_queries(8):
        json.dumps(case_view(found), default=str)
        case_history(found)


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("an", ["withdraw"]),
        ("chi", ["complete_step", "reassign", "request_supplement", "request_payment"]),
        ("dung", ["reassign", "stop"]),
        ("giang", []),
    ],
)
def test_each_is_offered_what_is_theirs_to_do(desk: Desk, who: str, names: list[str]) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    open_to = transitions_open_to(case, getattr(desk.cast, who), desk.now)
    assert [row.name for row in open_to] == names


def test_nothing_that_would_be_refused_is_offered(desk: Desk) -> None:
    case = desk.do(desk.case_in(CaseState.SUPPLEMENT_REQUESTED), "accept_supplement")
    names = {row.name for row in transitions_open_to(case, desk.cast.chi, desk.now)}
    assert names == {"complete_step", "reassign", "request_payment"}


def test_an_ended_case_offers_nothing(desk: Desk) -> None:
    case = desk.case_in(CaseState.RETURNED)
    for who in ("an", "chi", "dung"):
        assert transitions_open_to(case, getattr(desk.cast, who), desk.now) == []
