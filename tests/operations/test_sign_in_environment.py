"""Settings of sign-in by environment: a bad one is named, with its cure, and nothing falls over."""

import os
import subprocess
import sys

import pytest

from onestop import sign_in_environment
from onestop.sign_in_environment import SignInEnvironment

OIDC = {"OIDC_ISSUER": "https://id.example/", "OIDC_CLIENT_ID": "a", "OIDC_CLIENT_SECRET": "b"}
LDAP = {"LDAP_URL": "ldaps://ldap.example", "LDAP_BASE": "dc=example"}
NAMES = (
    *("SECOND_FACTOR", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_CLAIM"),
    *("OIDC_ALGORITHM", "OIDC_NAME", "OIDC_SCOPES", "LDAP_URL", "LDAP_BASE", "LDAP_ATTRIBUTE"),
)


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> SignInEnvironment:
    """Return an environment in which nothing is set."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    return SignInEnvironment()


def read(environment: SignInEnvironment) -> list[str]:
    """Read everything; return the ids of the problems found, each of which names its cure."""
    environment.number("SIGN_IN_ATTEMPTS", 5, 3, 100)
    environment.second_factor()
    environment.open_id()
    environment.ldap()
    assert all(problem.hint and problem.message for problem in environment.problems)
    return [problem.id for problem in environment.problems]


def test_nothing_set_is_no_problem_and_turns_nothing_on(environment: SignInEnvironment) -> None:
    assert read(environment) == []
    assert environment.second_factor() == "offered"
    assert environment.open_id() is None
    assert environment.ldap() is None


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"SIGN_IN_ATTEMPTS": "many"}, "onestop.E020"),
        ({"SIGN_IN_ATTEMPTS": "2"}, "onestop.E020"),
        ({"SIGN_IN_ATTEMPTS": "٣٣"}, "onestop.E020"),
        ({"SECOND_FACTOR": "yes"}, "onestop.E021"),
        ({"OIDC_ISSUER": "id.example"}, "onestop.E022"),
        ({"OIDC_ISSUER": "https://id.example"}, "onestop.E023"),
        ({**OIDC, "OIDC_ALGORITHM": "none"}, "onestop.E024"),
        ({"LDAP_URL": "ldap.example"}, "onestop.E025"),
        ({"LDAP_URL": "ldap://ldap.example"}, "onestop.E026"),
        ({**LDAP, "LDAP_ATTRIBUTE": "uid)(x"}, "onestop.E026"),
    ],
)
def test_a_bad_setting_is_named_with_its_cure(
    environment: SignInEnvironment,
    monkeypatch: pytest.MonkeyPatch,
    given: dict[str, str],
    problem: str,
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert read(environment) == [problem]


def test_good_settings_turn_sign_in_by_others_on(
    environment: SignInEnvironment, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {**OIDC, **LDAP}.items():
        monkeypatch.setenv(name, value)
    assert read(environment) == []
    provider, directory = environment.open_id(), environment.ldap()
    assert provider is not None
    assert (provider.issuer, provider.name) == ("https://id.example", "id.example")
    assert directory is not None
    assert directory.attribute == "uid"


def test_what_is_not_installed_is_named(
    environment: SignInEnvironment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in_environment, "find_spec", lambda _name: None)
    for name, value in {**OIDC, **LDAP}.items():
        monkeypatch.setenv(name, value)
    assert read(environment) == ["onestop.E027", "onestop.E027"]
    assert environment.open_id() is None


def test_the_product_runs_without_the_packages_for_others_accounts() -> None:
    code = (
        "import sys; sys.modules.update(dict.fromkeys("
        "['ldap', 'django_auth_ldap', 'mozilla_django_oidc', 'jwt', 'requests']));"
        "import django; from django.conf import settings; django.setup();"
        "from django.core.management import call_command; call_command('check')"
    )
    command = [sys.executable, "-c", code]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "onestop.settings"}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
