"""Signing in with the accounts of a real directory (slapd): it checks passwords, we give rights."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from onestop.directory.models import User
from onestop.sign_in_environment import LdapSettings
from tests.cast import Cast
from tests.directory.signing import PASSWORD, sign_in, signed_in, text, with_password
from tests.servers import free_port, ldap_directory

ENTRIES = "dn: dc=mau\nobjectClass: dcObject\nobjectClass: organization\ndc: mau\no: mau\n\n"
PERSON = """\
dn: uid={0},dc=mau
objectClass: inetOrgPerson
uid: {0}
cn: {0}
sn: {0}
userPassword: {1}

"""
BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "onestop.directory.signing_in.ldap.DirectoryBackend",
]


@pytest.fixture(scope="module")
def directory() -> Iterator[str]:
    """Return a directory that knows An, Bình and a stranger."""
    people = "".join(PERSON.format(uid, f"{uid} ở tỉnh") for uid in ("an", "binh", "la"))
    with ldap_directory(ENTRIES + people) as address:
        yield address


@pytest.fixture(autouse=True)
def _settings(cast: Cast, settings: Settings, directory: str) -> None:
    settings.AUTHENTICATION_BACKENDS = BACKENDS
    settings.LDAP = LdapSettings(directory, "dc=mau", "uid", "cn=asks,dc=mau", "asks", False)  # noqa: FBT003
    with_password(cast.chi)


def test_an_signs_in_with_the_password_of_the_directory(client: Client, cast: Cast) -> None:
    assert sign_in(client, "an", "an ở tỉnh").headers["Location"] == "/"
    assert client.get("/").headers["Location"] == "/counters/"  # the rights are those given here
    cast.an.refresh_from_db()
    assert not cast.an.has_usable_password()


def test_a_wrong_password_is_wrong_and_locks_out(client: Client) -> None:
    answers = [sign_in(client, "an", f"sai {n}").status_code for n in range(5)]
    assert answers == [422, 422, 422, 422, 429]
    assert sign_in(client, "an", "an ở tỉnh").status_code == 429


@pytest.mark.parametrize("name", ["la", "AN", "a*", "*", "an)(uid=*", "an,dc=mau"])
def test_who_has_no_account_here_stays_outside_and_gets_none(client: Client, name: str) -> None:
    before = User.objects.count()
    assert sign_in(client, name, "la ở tỉnh").status_code == 422
    assert sign_in(client, name, "an ở tỉnh").status_code == 422
    assert User.objects.count() == before


def test_an_account_that_is_locked_here_stays_outside(client: Client, cast: Cast) -> None:
    sign_in(client, "an", "an ở tỉnh")
    User.objects.filter(pk=cast.an.pk).update(is_active=False)
    assert not signed_in(client)  # at once
    assert sign_in(Client(), "an", "an ở tỉnh").status_code == 422


def test_an_empty_password_opens_nothing(client: Client) -> None:
    assert sign_in(client, "an", "").status_code == 422


def test_the_directory_is_away_and_local_accounts_still_work(
    client: Client, settings: Settings
) -> None:
    settings.LDAP = LdapSettings(
        f"ldap://127.0.0.1:{free_port()}", "dc=mau", "uid", "", "", start_tls=False
    )
    answer = sign_in(client, "an", "an ở tỉnh")
    assert answer.status_code == 422
    assert "Không hỏi được máy chủ tài khoản" in text(answer)
    assert sign_in(client, "chi", PASSWORD).status_code == 302


def test_a_wrong_account_for_looking_is_told_apart_from_a_wrong_password(
    client: Client, settings: Settings, directory: str
) -> None:
    settings.LDAP = LdapSettings(directory, "dc=mau", "uid", "cn=asks,dc=mau", "x", False)  # noqa: FBT003
    assert "Không hỏi được máy chủ" in text(sign_in(client, "an", "an ở tỉnh"))


def test_names_stand_in_no_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("ten-la", "a*"):
        sign_in(client, name, "sai")
    assert "ten-la" not in caplog.text
