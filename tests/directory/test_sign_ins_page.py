"""What an administrator sees of sign-ins, and the buttons there."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from onestop.directory.models import AuthenticatorApp, Membership, User
from onestop.directory.rights import Role
from tests.cast import Cast
from tests.directory.signing import sign_in, signed_in, text, with_password

PAGE = "/admin/sign-ins/"


@pytest.fixture(autouse=True)
def _passwords(cast: Cast, settings: Settings) -> None:
    settings.SIGN_IN_ATTEMPTS_PER_ADDRESS = 10
    with_password(cast.an)


@pytest.fixture
def admin(cast: Cast) -> Client:
    """Return a browser in which Quân, the administrator, is signed in."""
    browser = Client()
    browser.force_login(cast.quan)
    return browser


def test_the_administrator_sees_the_own_accounts_and_no_others(admin: Client, cast: Cast) -> None:
    page = text(admin.get(PAGE))
    assert cast.an.full_name in page
    assert cast.xuan.full_name not in page


def test_a_locked_account_is_unlocked_with_a_button(admin: Client, cast: Cast) -> None:
    for _time in range(5):
        sign_in(Client(), "an", "sai")
    assert text(admin.get(PAGE)).count("khóa đến") == 1
    answer = admin.post(f"{PAGE}{cast.an.pk}/", {"deed": "unlock"}, follow=True)
    assert "Đã mở khóa đăng nhập." in text(answer)
    assert sign_in(Client(), "an").status_code == 302


def test_a_locked_address_is_unlocked_with_a_button(admin: Client) -> None:
    for number in range(10):
        sign_in(Client(), f"ten{number}", "sai")
    assert "192.0.2.7" in text(admin.get(PAGE))
    admin.post(f"{PAGE}addresses/", {"address": "192.0.2.7"})
    assert "192.0.2.7" not in text(admin.get(PAGE))
    assert admin.post(f"{PAGE}addresses/", {"address": "x"}).status_code == 422


def test_sessions_are_ended_with_a_button(admin: Client, client: Client, cast: Cast) -> None:
    sign_in(client, "an")
    admin.post(f"{PAGE}{cast.an.pk}/", {"deed": "end"})
    assert not signed_in(client)


@pytest.mark.parametrize(("name", "status"), [("an", 403), ("dung", 403), ("giang", 403)])
def test_nobody_else_sees_or_does_anything(
    client: Client, cast: Cast, name: str, status: int
) -> None:
    client.force_login(getattr(cast, name))
    assert client.get(PAGE).status_code == status
    for deed in ("unlock", "end", "reset"):
        answer = client.post(f"{PAGE}{cast.binh.pk}/", {"deed": deed})
        assert answer.status_code == status, deed


def test_a_foreign_account_is_not_found_and_a_foreign_deed_refused(
    admin: Client, cast: Cast
) -> None:
    assert admin.post(f"{PAGE}{cast.xuan.pk}/", {"deed": "end"}).status_code == 404
    assert admin.post(f"{PAGE}{cast.an.pk}/", {"deed": "x"}).status_code == 422
    assert admin.get(f"{PAGE}{cast.an.pk}/").status_code == 405


def test_the_list_is_bounded_and_costs_the_same_for_many(
    admin: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(60):
        user = User.objects.create(username=f"nhanvien{number:02}")
        Membership.objects.create(user=user, office=cast.office, role=Role.RECEPTIONIST)
    assert not AuthenticatorApp.objects.exists()
    with django_assert_num_queries(10):
        first = text(admin.get(PAGE))
    assert first.count("<tr>") == 51
    assert text(admin.get(PAGE, {"page": "x"})).count("<tr>") == 51
    assert text(admin.get(PAGE, {"page": "99"})).count("<tr>") < 51
