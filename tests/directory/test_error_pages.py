"""What people see when an address is wrong, a form is old, or the program has failed."""

from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from tests.queueing.pages.window import words


def test_a_wrong_address_is_said_kindly(client: Client) -> None:
    answer = client.get("/khong-co-trang-nay/")
    assert answer.status_code == 404
    assert "Không tìm thấy trang này" in words(answer.content.decode())


def test_an_old_form_is_told_to_load_again() -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {})
    assert answer.status_code == 403
    assert "Chưa có gì thay đổi." in words(answer.content.decode())


def test_a_failure_shows_nothing_of_its_inside() -> None:
    request: HttpRequest = RequestFactory().get("/")
    answer = server_error(request)
    assert answer.status_code == 500
    assert "Hệ thống gặp lỗi" in words(answer.content.decode())
