"""Signing in and out, and what a refused sign-in tells."""

import pytest
from django.test import Client

from onestop.directory.models import User
from tests.cast import Cast

WRONG = "Tên tài khoản hoặc mật khẩu chưa đúng."


@pytest.fixture
def an(cast: Cast) -> User:
    """Return An with a password."""
    cast.an.set_password("Mật khẩu của An")
    cast.an.save()
    return cast.an


def test_the_first_page_asks_for_name_and_password(client: Client, cast: Cast) -> None:
    page = client.get("/").content.decode()
    assert cast.office.name not in page  # two offices: neither is greeted with the other's name
    assert 'action="/sign-in/"' in page
    assert 'autocomplete="current-password"' in page


def test_the_only_office_is_named(client: Client, cast: Cast) -> None:
    cast.xuan.delete()
    cast.other_office.agencies.all().delete()
    cast.other_office.delete()
    assert cast.office.name in client.get("/").content.decode()


def test_an_signs_in_and_out(client: Client, an: User) -> None:
    data = {"username": "an", "password": "Mật khẩu của An"}
    assert client.post("/sign-in/", data).headers["Location"] == "/"
    assert client.session["_auth_user_id"] == str(an.pk)
    assert client.post("/sign-out/").headers["Location"] == "/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    ("username", "password"),
    [("an", "sai"), ("khong-co-ai", "sai"), ("an", "Mật khẩu của Bình")],
)
def test_wrong_password_and_unknown_name_get_one_sentence(
    client: Client, an: User, username: str, password: str
) -> None:
    assert an.is_active
    answer = client.post("/sign-in/", {"username": username, "password": password})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(WRONG) == 1
    assert f'value="{username}"' in page
    assert password not in page


def test_a_locked_account_gets_the_same_sentence(client: Client, an: User) -> None:
    an.is_active = False
    an.save()
    answer = client.post("/sign-in/", {"username": "an", "password": "Mật khẩu của An"})
    assert WRONG in answer.content.decode()


def test_a_locked_account_loses_its_session(client: Client, an: User) -> None:
    client.force_login(an)
    an.is_active = False
    an.save()
    assert 'action="/sign-in/"' in client.get("/").content.decode()


def test_an_empty_form_says_which_field_is_empty(client: Client, cast: Cast) -> None:
    assert cast
    answer = client.post("/sign-in/", {})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count("Chưa nhập ô này.") == 2
    assert page.count('aria-invalid="true"') == 2
    assert WRONG not in page


@pytest.mark.parametrize("username", ["a\x00n", "x" * 500])
def test_text_that_no_account_can_have_is_an_error_of_the_field(
    client: Client, cast: Cast, username: str
) -> None:
    assert cast
    answer = client.post("/sign-in/", {"username": username, "password": "x"})
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("/counters/1/", "/counters/1/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_sign_in_leads_only_to_pages_of_this_installation(
    client: Client, an: User, wanted: str, given: str
) -> None:
    assert an.is_active
    data = {"username": "an", "password": "Mật khẩu của An", "next": wanted}
    assert client.post("/sign-in/", data).headers["Location"] == given


def test_the_form_keeps_where_one_wanted_to_go(client: Client, cast: Cast) -> None:
    assert cast
    page = client.get("/sign-in/?next=/counters/").content.decode()
    assert '<input type="hidden" name="next" value="/counters/">' in page


def test_who_is_signed_in_is_not_asked_again(client: Client, cast: Cast) -> None:
    client.force_login(cast.an)
    assert client.get("/sign-in/?next=/counters/").headers["Location"] == "/counters/"


def test_signing_out_and_in_ask_for_the_form_token(cast: Cast) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(cast.an)
    assert careful.post("/sign-out/").status_code == 403
    assert careful.post("/sign-in/", {"username": "an", "password": "x"}).status_code == 403
    assert "_auth_user_id" in careful.session


def test_signing_out_is_no_link(client: Client, cast: Cast) -> None:
    client.force_login(cast.an)
    assert client.get("/sign-out/").status_code == 405
    assert "_auth_user_id" in client.session


def test_the_language_is_a_button_and_stays(client: Client, cast: Cast) -> None:
    assert cast
    assert 'name="language" value="en"' in client.get("/").content.decode()
    client.post("/language/setlang/", {"language": "en", "next": "/"})
    assert '<html lang="en"' in client.get("/").content.decode()
