"""Receiving a dossier at the desk, under the ticket of the citizen who stands there."""

from typing import Any

import pytest
from django.http import HttpResponse

from onestop.cases.models import Applicant, Case
from onestop.catalogue.models import ProcedurePaper
from onestop.directory.models import Agency
from queueing.forms.once import new_key
from queueing.models import SubmittedForm, Ticket
from tests.queueing.day import Day, stored
from tests.queueing.pages.window import Window, key_of, words

CITIZEN = {
    "name": "Nguyễn Thị Mẫu",
    "identity": "001190123456",
    "phone": "0912 345 678",
    "email": "",
    "address": "Số 1, đường Mẫu",
}


@pytest.fixture
def ticket(open_window: Window, day: Day) -> Ticket:
    """Return the ticket that An serves at counter 1."""
    ticket = day.issue()
    open_window.pressed("call-next")
    open_window.pressed("start", ticket)
    return ticket


@pytest.fixture
def form() -> dict[str, Any]:
    """Return a filled dossier form with every paper that is asked for."""
    papers = list(ProcedurePaper.objects.filter(procedure=None))
    return {
        "key": new_key(),
        "procedure": "1.004837",
        "copies": "1",
        "return_method": "counter",
        "paper": [paper.pk for paper in papers if paper.required],
        **CITIZEN,
    }


def send(window: Window, ticket: Ticket, form: dict[str, Any], **changed: Any) -> HttpResponse:
    """Send the dossier form."""
    return window.press("dossier", ticket, **{**form, **changed})


def errors(answer: HttpResponse) -> str:
    """Return the words of a form that came back."""
    assert answer.status_code == 422
    return words(answer.content.decode())


def test_the_form_opens_under_the_ticket(open_window: Window, ticket: Ticket) -> None:
    page = open_window.read(panel="dossier")
    assert page.index("A001") < page.index("Hồ sơ mới") < page.index("Nhận và in giấy hẹn")
    assert "1.001193 Đăng ký khai sinh 1.004837 Đăng ký giám hộ" in page
    assert "3.000323 Đăng ký giám sát việc giám hộ (chưa nhận hồ sơ)" in page
    assert ticket.number in page


def test_a_dossier_is_received_and_belongs_to_the_ticket(
    open_window: Window, ticket: Ticket, form: dict[str, Any], day: Day
) -> None:
    page = words(send(open_window, ticket, form).content.decode())
    assert page == ""
    case = Case.objects.get()
    assert (case.state, case.created_by, case.procedure) == (
        "received",
        day.cast.an,
        day.cast.guardianship,
    )
    assert stored(ticket).case == case
    person = Applicant.objects.get()
    assert (person.name, person.phone) == ("Nguyễn Thị Mẫu", "0912345678")
    page = open_window.read()
    assert f"Đã tiếp nhận {case.code} Đăng ký giám hộ" in page
    assert "Hẹn trả thứ Năm, 26/11/2026 lúc 17:30" in page
    assert open_window.buttons()[0] == "finish-and-call"


def test_same_day_work_is_returned_at_once_from_the_form(
    open_window: Window, ticket: Ticket, form: dict[str, Any]
) -> None:
    page = open_window.read(panel="dossier", procedure="1.001193")
    assert "Giải quyết ngay khi người nộp chờ" in page
    send(open_window, ticket, form, procedure="1.001193", return_now="granted")
    assert Case.objects.get().state == "returned"
    assert stored(ticket).case == Case.objects.get()


def test_what_is_not_granted_at_once_needs_its_reason(
    open_window: Window, ticket: Ticket, form: dict[str, Any]
) -> None:
    wish = {"procedure": "1.001193", "return_now": "rejected"}
    assert "Không được để trống." in errors(send(open_window, ticket, form, **wish))
    assert "không trả ngay được" in errors(send(open_window, ticket, form, return_now="granted"))
    assert not Case.objects.exists()


def test_the_receipt_is_one_click_away(
    open_window: Window, ticket: Ticket, form: dict[str, Any]
) -> None:
    send(open_window, ticket, form)
    page = open_window.see().content.decode()
    assert f'href="/cases/{Case.objects.get().code}/documents/receipt.pdf"' in page


def test_papers_are_stored_as_they_were_ticked(
    open_window: Window, ticket: Ticket, form: dict[str, Any]
) -> None:
    form_paper, power = ProcedurePaper.objects.filter(procedure=None).order_by("position")
    papers = {
        "paper": [form_paper.pk, power.pk],
        f"paper-{form_paper.pk}-kind": "original",
        f"paper-{form_paper.pk}-quantity": "1",
        f"paper-{power.pk}-kind": "copy",
        f"paper-{power.pk}-quantity": "2",
    }
    send(open_window, ticket, form, **papers)
    assert list(Case.objects.get().papers.values_list("name", "original", "quantity")) == [
        ("Tờ khai theo mẫu", True, 1),
        ("Giấy ủy quyền (nếu có)", False, 2),
    ]


def test_a_missing_paper_is_named_and_may_be_waived(
    open_window: Window, ticket: Ticket, form: dict[str, Any]
) -> None:
    page = errors(send(open_window, ticket, form, paper=[]))
    assert "Còn thiếu: Tờ khai theo mẫu" in page
    assert not Case.objects.exists()
    assert send(open_window, ticket, form, paper=[], incomplete="on").status_code == 302
    assert Case.objects.get().papers.count() == 0


def test_the_same_form_twice_makes_one_case(
    open_window: Window, ticket: Ticket, form: dict[str, Any]
) -> None:
    for _ in range(2):
        assert send(open_window, ticket, form).status_code == 302
    assert Case.objects.count() == SubmittedForm.objects.count() == 1


def test_a_second_matter_is_a_second_dossier(
    open_window: Window, ticket: Ticket, form: dict[str, Any]
) -> None:
    send(open_window, ticket, form)
    key = key_of(open_window.see(panel="dossier").content.decode())
    send(open_window, ticket, form, key=key, procedure="1.001193")
    page = open_window.read()
    for case in Case.objects.all():
        assert f"Đã tiếp nhận {case.code}" in page
    assert Case.objects.count() == 2


def test_what_is_wrong_stands_beside_its_field_and_the_text_is_kept(
    open_window: Window, ticket: Ticket, form: dict[str, Any]
) -> None:
    wrong = {"identity": "12345", "phone": "09x", "email": "mẫu@", "copies": "0"}
    page = errors(send(open_window, ticket, form, **wrong))
    assert "Nhập một số từ 1 đến 99." in page
    answer = send(open_window, ticket, form, **{**wrong, "copies": "1"})
    text, page = answer.content.decode(), errors(answer)
    assert "Số căn cước 12345" not in page
    assert "Số căn cước có 12 chữ số (số cũ có 9)." in page
    assert "Số điện thoại gồm 8 đến 15 chữ số." in page
    for name, value in {**CITIZEN, **wrong}.items():
        if name not in {"copies", "email"}:
            assert f'name="{name}" value="{value}"' in text, name
    assert text.count('aria-invalid="true"') == 3
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "Không được để trống."),
        ({"name": "   "}, "Không được để trống."),
        ({"name": "x" * 201}, "Dài quá 200 ký tự."),
        ({"name": "Mẫu\u202e"}, "Có ký tự không in được."),
        ({"procedure": ""}, "Hãy chọn thủ tục."),
        ({"procedure": "9.999999"}, "Không có thủ tục này."),
        ({"procedure": "3.000323"}, "Chưa biết thời gian giải quyết"),
        ({"agency": "H99"}, "không có cơ quan này"),
        ({"return_method": "pigeon"}, "pigeon"),
        ({"return_method": "post", "address": ""}, "Cần địa chỉ để gửi kết quả"),
        ({"copies": "nhiều"}, "Nhập một số từ 1 đến 99."),
        ({"copies": "100"}, "Nhập một số từ 1 đến 99."),
        ({"key": ""}, "Trang này đã cũ."),
        ({"key": "x"}, "Trang này đã cũ."),
    ],
)
def test_bad_input_is_said_and_nothing_is_stored(
    open_window: Window, ticket: Ticket, form: dict[str, Any], changed: dict[str, str], said: str
) -> None:
    assert said in errors(send(open_window, ticket, form, **changed))
    assert not Case.objects.exists()
    assert not SubmittedForm.objects.exists()


@pytest.mark.parametrize("quantity", ["0", "100", "²", "-1", "", "x"])
def test_a_bad_quantity_is_said(
    open_window: Window, ticket: Ticket, form: dict[str, Any], quantity: str
) -> None:
    paper = form["paper"][0]
    answer = send(open_window, ticket, form, **{f"paper-{paper}-quantity": quantity})
    assert "Nhập một số từ 1 đến 99." in errors(answer)


def test_a_scanned_card_in_the_wrong_field_is_not_stored(
    open_window: Window, ticket: Ticket, form: dict[str, Any]
) -> None:
    card = "001090123456|012345678|Nguyễn Văn An|01011990|Nam|Số 1, Phường Mẫu|15042021"
    page = errors(send(open_window, ticket, form, name=card))
    assert "Hãy quét lại vào ô “Quét thẻ căn cước”." in page


def test_the_card_field_has_no_name_and_is_never_sent(open_window: Window, ticket: Ticket) -> None:
    assert ticket
    page = open_window.see(panel="dossier").content.decode()
    field = page.split('<input id="card"')[1].split(">")[0]
    assert "name=" not in field


def test_a_turn_that_has_ended_keeps_what_was_typed(
    open_window: Window, ticket: Ticket, form: dict[str, Any]
) -> None:
    open_window.pressed("finish", ticket)
    answer = send(open_window, ticket, form)
    assert "Số A001 đang ở trạng thái “đã xong”" in errors(answer)
    assert 'value="Nguyễn Thị Mẫu"' in answer.content.decode()
    assert not Case.objects.exists()


def test_without_scripts_the_papers_come_with_a_button(
    open_window: Window, ticket: Ticket, form: dict[str, Any]
) -> None:
    answer = send(open_window, ticket, form, step="papers", paper=[])
    page = words(answer.content.decode())
    assert answer.status_code == 200
    assert "Tờ khai theo mẫu" in page
    assert "Hẹn trả thứ Năm, 26/11/2026 lúc 17:30" in page
    assert "Còn thiếu" not in page
    assert 'value="Nguyễn Thị Mẫu"' in answer.content.decode()
    assert key_of(answer.content.decode()) == form["key"]


def test_choosing_a_procedure_shows_papers_and_the_promise(
    open_window: Window, ticket: Ticket
) -> None:
    assert ticket
    answer = open_window.client.get(f"{open_window.address}procedure/?procedure=1.004837")
    page = words(answer.content.decode())
    assert "Tờ khai theo mẫu" in page
    assert "Hẹn trả thứ Năm, 26/11/2026 lúc 17:30" in page
    assert "Thời hạn 3 ngày làm việc" in page


@pytest.mark.parametrize("code", ["", "x", "a%00b", "3.000323"])
def test_a_procedure_without_a_promise_promises_nothing(window: Window, code: str) -> None:
    answer = window.client.get(f"{window.address}procedure/?procedure={code}")
    assert answer.status_code == 200
    assert "Hẹn trả" not in words(answer.content.decode())


def test_the_only_agency_is_not_asked_for(open_window: Window, ticket: Ticket, day: Day) -> None:
    assert ticket
    assert "Cơ quan giải quyết" not in open_window.read(panel="dossier")
    Agency.objects.create(office=day.cast.office, code="H00.09", name="Đất đai")
    assert "Cơ quan giải quyết Tư pháp – Hộ tịch Đất đai" in open_window.read(panel="dossier")


def test_the_chosen_agency_gets_the_case(
    open_window: Window, ticket: Ticket, form: dict[str, Any], day: Day
) -> None:
    Agency.objects.create(office=day.cast.office, code="H00.09", name="Đất đai")
    send(open_window, ticket, form, agency="H00.09")
    assert Case.objects.get().code.startswith("H00.09-")
