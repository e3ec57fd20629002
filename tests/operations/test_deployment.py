"""`manage.py check --deploy`: silent where nothing is missing, honest where something is."""

import pytest
from pytest_django.fixtures import Settings

from onestop.environment import RATES, Environment
from onestop.operations.checks import deployment_check
from tests.running import ROOT, RunningOffice


def test_an_office_by_https_lacks_nothing(behind_proxy: RunningOffice) -> None:
    result = behind_proxy.command("check", "--deploy", "--fail-level", "WARNING")
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


def test_an_office_on_plain_http_is_told_what_is_missing(settings: Settings) -> None:
    settings.ONESTOP_URL, settings.ALLOWED_HOSTS = "http://10.0.0.5:8000", ["*"]
    found = deployment_check(None)
    assert [one.id for one in found] == ["onestop.W001", "onestop.W003"]
    assert all(one.hint for one in found)


def test_https_without_a_proxy_that_is_believed_is_named(settings: Settings) -> None:
    settings.ONESTOP_URL, settings.TRUSTED_PROXIES = "https://motcua.example", ()
    settings.ALLOWED_HOSTS = ["motcua.example"]
    assert [one.id for one in deployment_check(None)] == ["onestop.W002"]


@pytest.mark.parametrize("value", ["proxy", "10.0.0.1,", "10.0.0.0/99", "10.0.0.1;10.0.0.2"])
def test_a_proxy_that_is_no_address_is_named(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", value)
    environment = Environment(ROOT)
    environment.trusted_proxies()
    expected = [] if value == "10.0.0.1," else ["onestop.E006"]
    assert [one.id for one in environment.problems] == expected


@pytest.mark.parametrize("value", ["kiosk", "kiosk=1", "kiosk=0/60", "none=1/60", "kiosk=a/b"])
def test_rates_that_cannot_be_read_leave_the_usual_ones(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("ONESTOP_RATES", value)
    environment = Environment(ROOT)
    assert environment.rates() == RATES
    assert [one.id for one in environment.problems] == ["onestop.E007"]


def test_one_rate_may_be_changed_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONESTOP_RATES", "kiosk=5/10")
    assert Environment(ROOT).rates() == {**RATES, "kiosk": (5, 10)}
