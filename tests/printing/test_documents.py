"""The documents of a case, over HTTP: for whom, and when there is one."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from onestop.cases.models import Case
from onestop.cases.states import CaseState
from onestop.directory.models import User
from onestop.directory.services import access_token_issue
from tests.cases.desk import Desk
from tests.cast import Cast, make_user
from tests.printing.test_letters import text_of

NAMES = ("receipt", "supplement", "refusal", "apology", "apology-request", "stop", "control-sheet")


@pytest.fixture
def desk(cast: Cast, monday_morning: datetime) -> Desk:
    return Desk(cast, monday_morning)


def fetch(case: Case, name: str, user: User, now: datetime) -> tuple[int, bytes]:
    token = access_token_issue(user=user, now=now)
    response = Client().get(
        f"/api/v1/cases/{case.code}/documents/{name}.pdf",
        headers={"Authorization": f"Bearer {token}"},
    )
    return response.status_code, response.content


@pytest.mark.parametrize(
    ("state", "there"),
    [
        (CaseState.REGISTERED, set()),
        (CaseState.RECEIVED, {"receipt", "control-sheet"}),
        (CaseState.REFUSED, {"refusal"}),
        (CaseState.SUPPLEMENT_REQUESTED, {"receipt", "control-sheet", "supplement"}),
        (CaseState.STOPPED, {"receipt", "control-sheet", "stop"}),
        (CaseState.RETURNED, {"receipt", "control-sheet"}),
    ],
)
def test_a_document_exists_once_its_event_has_happened(
    desk: Desk, state: CaseState, there: set[str]
) -> None:
    case = desk.case_in(state)
    answers = {name: fetch(case, name, desk.cast.an, desk.now) for name in NAMES}
    assert {name for name, (status, _body) in answers.items() if status == 200} == there
    assert {status for status, _body in answers.values()} <= {200, 404}
    assert all(body.startswith(b"%PDF") for status, body in answers.values() if status == 200)


def test_apology_is_a_draft_until_it_is_approved(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    desk.apology(case)
    assert "DỰ THẢO" in text_of(fetch(case, "apology", desk.cast.dung, desk.now)[1])
    desk.apology(case, "approve")
    assert "DỰ THẢO" not in text_of(fetch(case, "apology", desk.cast.dung, desk.now)[1])


def test_the_control_sheet_tells_who_gave_to_whom_and_how_it_ended(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    desk.later(days=9)
    desk.do(case, "complete_step")
    desk.do(case, "return_step", reason="Thiếu căn cứ")
    sheet = " ".join(text_of(fetch(case, "control-sheet", desk.cast.dung, desk.now)[1]).split())
    assert "1. Giao: Nguyễn Thị Mẫu" in sheet
    assert "Giao: Tư pháp – Hộ tịch (Phạm Thị Chi)" in sheet
    assert "Người nhận: Phạm Thị Chi" in sheet
    assert "Quá hạn" in sheet
    assert "Thẩm định (lần 2). Thiếu căn cứ" in sheet


def test_unknown_name_is_not_found(desk: Desk) -> None:
    assert fetch(desk.receive(), "contract", desk.cast.an, desk.now)[0] == 404


def test_another_office_s_case_is_not_found(desk: Desk) -> None:
    case = desk.receive()
    status, body = fetch(case, "receipt", desk.cast.xuan, desk.now)
    assert status == 404
    assert "Mẫu" not in body.decode()


def test_who_may_see_no_cases_is_refused(desk: Desk) -> None:
    assert fetch(desk.receive(), "receipt", desk.cast.quan, desk.now)[0] == 403


def test_without_a_token_nothing_is_handed_out(desk: Desk) -> None:
    case = desk.receive()
    assert Client().get(f"/api/v1/cases/{case.code}/documents/receipt.pdf").status_code == 401


def test_staff_open_it_from_a_page_and_nobody_keeps_it(client: Client, desk: Desk) -> None:
    case = desk.receive()
    client.force_login(desk.cast.chi)
    response = client.get(reverse("case-document", args=[case.code, "receipt"]))
    assert response.headers["Content-Type"] == "application/pdf"
    assert "no-store" in response.headers["Cache-Control"]
    assert "private" in response.headers["Cache-Control"]
    assert "Nguyễn Thị Mẫu" in text_of(response.content)


def test_page_asks_for_sign_in_right_and_office(client: Client, desk: Desk) -> None:
    case = desk.receive()
    address = reverse("case-document", args=[case.code, "receipt"])
    assert client.get(address).status_code == 302
    client.force_login(desk.cast.quan)
    assert client.get(address).status_code == 403
    client.force_login(desk.cast.xuan)
    assert client.get(address).status_code == 404


def test_full_identity_number_stands_on_no_document(desk: Desk) -> None:
    case = desk.case_in(CaseState.STOPPED)
    for name in NAMES:
        status, body = fetch(case, name, desk.cast.an, desk.now)
        assert status == 404 or "001190123456" not in text_of(body).replace(" ", "")


def test_times_are_the_office_s_also_for_an_english_reader(desk: Desk, client: Client) -> None:
    client.force_login(desk.cast.an)
    case = desk.receive()
    address = reverse("case-document", args=[case.code, "receipt"])
    text = text_of(client.get(address, headers={"Accept-Language": "en"}).content)
    assert "3 ngày làm việc" in text
    assert "9 giờ 00 phút" in text


def test_signer_is_who_signed(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    head = make_user("khoa", "Bùi Đăng Khoa", desk.cast.office, desk.cast.dung.roles().pop())
    apology = desk.apology(case, "approve")
    desk.cast.dung = head
    from onestop.cases.services import apology_sign  # noqa: PLC0415 (just this test signs)

    apology_sign(apology_id=apology.pk, actor=head, now=desk.now)
    text = text_of(fetch(case, "apology", desk.cast.an, desk.now)[1])
    assert "Bùi Đăng Khoa" in text
    assert "Nguyễn Tiến Dũng" not in text


def test_both_letters_carry_the_number_that_signing_gave(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    desk.apology(case, "approve")
    assert "…/PXL" in text_of(fetch(case, "apology", desk.cast.an, desk.now)[1])
    desk.apology(case, "approve", "sign")
    assert "Số: 01/PXL" in text_of(fetch(case, "apology", desk.cast.an, desk.now)[1])
    request = text_of(fetch(case, "apology-request", desk.cast.an, desk.now)[1])
    assert "Số: 01/VBXL" in request
