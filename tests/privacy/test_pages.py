"""Pages and commands about personal data: who sees full numbers, rules, and a person's data."""

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import ERROR, Tags, run_checks
from django.core.management import CommandError, call_command
from django.test import Client

from onestop.cases.models import Applicant
from onestop.cases.persons import NATIONAL_DIGITS, phone_normal
from onestop.directory.models import AuditEvent, RetentionRules
from onestop.directory.services import access_token_issue
from onestop.environment import Environment
from tests.cases.desk import LAN, Desk


def page_of(desk: Desk, who: str) -> Client:
    """Return a browser in which the person is signed in."""
    client = Client()
    client.force_login(getattr(desk.cast, who))
    return client


def called(desk: Desk, who: str, path: str, body: Any) -> Any:
    """Return the answer of the API to a POST."""
    token = access_token_issue(user=getattr(desk.cast, who), now=desk.now)
    headers = {"Authorization": f"Bearer {token}"}
    return Client().post(f"/api/v1/{path}", body, "application/json", headers=headers)


def test_full_numbers_are_shown_on_request_and_recorded(desk: Desk) -> None:
    case = desk.receive()
    client = page_of(desk, "giang")
    assert LAN.identity not in client.get(f"/cases/{case.code}/").content.decode()
    shown = client.post(f"/cases/{case.code}/numbers/").content.decode()
    assert LAN.identity in shown
    assert LAN.phone in shown
    look = AuditEvent.objects.get(action="look.number")
    assert (look.subject, look.actor_id) == (f"case:{case.pk}", desk.cast.giang.pk)
    assert LAN.identity not in str(look.after)


@pytest.mark.parametrize(("who", "status"), [("xuan", 404), ("quan", 403)])
def test_numbers_are_for_who_sees_the_case(desk: Desk, who: str, status: int) -> None:
    case = desk.receive()
    page = page_of(desk, who).post(f"/cases/{case.code}/numbers/")
    assert page.status_code == status
    assert LAN.identity not in page.content.decode()
    assert not AuditEvent.objects.filter(action="look.number").exists()


def test_the_api_searches_by_a_body(desk: Desk) -> None:
    case = desk.receive()
    answer = called(desk, "giang", "cases/search", {"q": "+84 912 345 678"})
    assert [one["code"] for one in answer.json()["cases"]] == [case.code]


@pytest.mark.parametrize(
    "applicant",
    [
        {"name": [LAN.name]},
        {"name": LAN.name, "identity": LAN.identity * 2},
        {"name": LAN.name, "phone": f"{LAN.phone}x"},
        {"name": LAN.name, "email": f"{LAN.identity}@"},
        {"name": LAN.name, "other": LAN.identity},
    ],
)
def test_a_refusal_of_the_api_repeats_no_value(desk: Desk, applicant: Any) -> None:
    body = {"office": "mau", "procedure": "1.004837", "applicant": applicant}
    answer = called(desk, "an", "cases", body)
    assert answer.status_code == 422
    told = answer.content.decode()
    assert not [one for one in (LAN.name, LAN.identity, LAN.phone) if one in told]


def test_rules_are_previewed_and_set(desk: Desk) -> None:
    client = page_of(desk, "quan")
    typed = {"case_months": 12, "ticket_days": 30, "print_days": 7}
    assert client.get("/privacy/").status_code == 200
    seen = client.post("/privacy/offices/mau/", {**typed, "preview": "1"})
    assert "chưa lưu" in seen.content.decode()
    assert not RetentionRules.objects.exists()
    assert client.post("/privacy/offices/mau/", typed).status_code == 302
    assert RetentionRules.objects.get().case_months == 12


@pytest.mark.parametrize("typed", ["", "0", "-1", "x", "99999", "1201"])
def test_a_wrong_number_is_refused_and_nothing_is_set(desk: Desk, typed: str) -> None:
    rules = {"case_months": typed, "ticket_days": 30, "print_days": 7}
    assert page_of(desk, "quan").post("/privacy/offices/mau/", rules).status_code == 422
    assert not RetentionRules.objects.exists()


def test_another_offices_rules_are_not_found(desk: Desk) -> None:
    rules = {"case_months": 1, "ticket_days": 1, "print_days": 1}
    assert page_of(desk, "quan").post("/privacy/offices/khac/", rules).status_code == 404
    assert page_of(desk, "giang").get("/privacy/").status_code == 403


def test_a_persons_data_is_exported_and_recorded(desk: Desk) -> None:
    desk.do(desk.receive(), "withdraw")
    desk.receive()
    client = page_of(desk, "quan")
    readable = client.post("/privacy/person/", {"identity": "001 190 123 456"})
    assert LAN.address in readable.content.decode()
    answer = client.post("/privacy/person/", {"identity": LAN.identity, "json": "1"})
    held = answer.json()
    assert [one["applicant"]["identity"] for one in held["cases"]] == [LAN.identity] * 2
    assert {one["kind"] for one in held["cases"][1]["events"]} >= {"receive", "withdraw"}
    assert LAN.name not in str(answer.headers)
    assert AuditEvent.objects.filter(action="look.export").count() == 4


@pytest.mark.parametrize(
    ("typed", "status"), [({}, 422), ({"identity": "1"}, 404), ({"code": "khong-co"}, 404)]
)
def test_an_export_of_nobody_says_so(desk: Desk, typed: dict[str, str], status: int) -> None:
    desk.receive()
    assert page_of(desk, "quan").post("/privacy/person/", typed).status_code == status


def test_the_command_reads_the_number_from_stdin(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = desk.receive()
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{LAN.identity}\n"))
    out = io.StringIO()
    call_command("person_export", "--identity-file", "-", stdout=out)
    assert [one["code"] for one in json.loads(out.getvalue())["cases"]] == [case.code]
    with pytest.raises(CommandError):
        call_command("person_export", "--case", "khong-co")


def test_a_lost_key_is_named_and_no_page_breaks(desk: Desk, keys_file: Path) -> None:
    case = desk.receive()
    keys_file.unlink()
    Environment(keys_file.parent).personal_keys(keys_file.parent)
    page = page_of(desk, "giang").get(f"/cases/{case.code}/")
    assert page.status_code == 503
    assert "personal_keys" in page.content.decode()
    assert page_of(desk, "giang").get("/cases/").status_code == 200
    found = run_checks(tags=[Tags.database], databases=["default"])
    assert [one.id for one in found if one.level >= ERROR] == ["onestop.E012"]
    assert os.environ.get("PERSONAL_KEYS") is None


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("0912.345.678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("84912345678", "0912345678"),
        ("+8424 3999 9999", "02439999999"),
        ("84123456", "84123456"),
    ],
)
def test_a_phone_number_has_one_form(typed: str, normal: str) -> None:
    assert phone_normal(typed) == normal
    assert len(NATIONAL_DIGITS) == 2


def test_an_applicant_never_prints_itself(desk: Desk) -> None:
    desk.receive()
    assert LAN.name not in repr(Applicant.objects.get())
