"""Changing one's password: the rules, who must, and what it ends."""

import pytest
from django.test import Client
from pytest_django import Settings

from onestop import settings as product_settings
from onestop.directory.models import AuditEvent
from tests.cast import Cast
from tests.directory.signing import PASSWORD, sign_in, signed_in, text, with_password

NEW = "sáu quả trứng luộc"


@pytest.fixture(autouse=True)
def _passwords(cast: Cast) -> None:
    with_password(cast.an)


def test_what_is_stored_of_a_password_takes_long_to_guess(
    client: Client, cast: Cast, settings: Settings
) -> None:
    settings.PASSWORD_HASHERS = product_settings.PASSWORD_HASHERS
    with_password(cast.an)
    algorithm, rounds, _salt, _hash = cast.an.password.split("$")
    assert algorithm == "pbkdf2_sha256"
    assert int(rounds) >= 600_000
    sign_in(client, "an")
    assert signed_in(client)


def change(client: Client, new: str, present: str = PASSWORD, again: str | None = None) -> str:
    """Fill the form in; return the page that follows."""
    typed = {"present": present, "new": new, "again": new if again is None else again}
    return text(client.post("/account/password/", typed, follow=True))


def test_an_changes_her_password(client: Client, cast: Cast) -> None:
    other = Client()
    sign_in(other, "an")
    sign_in(client, "an")
    key = client.cookies["sessionid"].value
    assert "Đã đổi mật khẩu." in change(client, NEW)
    assert [signed_in(client), signed_in(other)] == [True, False]
    assert client.cookies["sessionid"].value != key
    assert sign_in(Client(), "an", NEW).status_code == 302
    assert AuditEvent.objects.filter(action="password.change", actor_id=cast.an.pk).count() == 1


@pytest.mark.parametrize(
    ("new", "sentence"),
    [
        ("ngắn", "ít nhất 10 ký tự"),
        ("1234567890", "hay bị đoán"),
        ("tranthian2026", "giống tên của bạn"),
        ("Trần Thị An 1", "giống tên của bạn"),
        (PASSWORD, "phải khác mật khẩu đang dùng"),
        ("", "Chưa nhập ô này"),
    ],
)
def test_a_poor_password_is_refused_with_the_reason(
    client: Client, new: str, sentence: str
) -> None:
    sign_in(client, "an")
    assert sentence in change(client, new)
    assert sign_in(Client(), "an").status_code == 302


def test_two_different_new_ones_and_a_wrong_present_one_are_refused(client: Client) -> None:
    sign_in(client, "an")
    assert "không giống nhau" in change(client, NEW, again="khác hẳn")
    assert "đang dùng chưa đúng" in change(client, NEW, present="sai")
    assert sign_in(Client(), "an").status_code == 302


def test_no_digits_and_signs_are_asked_for(client: Client) -> None:
    sign_in(client, "an")
    assert "Đã đổi mật khẩu." in change(client, "conmeotreocaycau")


def test_who_must_change_the_password_can_do_nothing_else_before(
    client: Client, cast: Cast
) -> None:
    cast.an.must_change_password = True
    cast.an.save()
    sign_in(client, "an")
    for page in ("/", "/counters/", "/cases/", "/account/"):
        assert client.get(page).headers["Location"] == "/account/password/", page
    assert client.post("/account/end-others/").headers["Location"] == "/account/password/"
    assert "do người khác đặt" in text(client.get("/account/password/"))
    change(client, NEW)
    assert client.get("/").headers["Location"] == "/counters/"


def test_who_has_no_password_here_is_told_where_it_is_kept(client: Client, cast: Cast) -> None:
    client.force_login(cast.binh)
    assert "do nơi khác quản lý" in text(client.get("/account/password/"))
    assert "do nơi khác quản lý" in change(client, NEW)
    cast.binh.refresh_from_db()
    assert not cast.binh.has_usable_password()


def test_nobody_changes_a_password_without_signing_in(client: Client) -> None:
    assert client.get("/account/password/").headers["Location"].startswith("/sign-in/")
