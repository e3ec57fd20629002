"""A new device asks for a code, an administrator types it, the device takes its token, once."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django.fixtures import Settings

from onestop.directory.models import AccessToken, DeviceEnrolment, User
from onestop.directory.refusals import BadInput, NotAllowed, TooMany
from onestop.directory.rights import Role
from onestop.directory.services import device_revoke
from onestop.directory.services.enrolments import (
    LETTERS,
    MOST_OPEN,
    EnrolmentOver,
    enrolment_claim,
    enrolment_confirm,
    enrolment_open,
)
from tests.cast import Cast

CALL = "/api/v1/devices/enrolments"


def confirm(cast: Cast, code: str, now: datetime, **more: Any) -> User:
    """Type the code as Quân."""
    told = {"office": cast.office, "name": "Máy in 1", "kind": Role.PRINT_STATION, **more}
    return enrolment_confirm(**{"code": code, "actor": cast.quan, "now": now, **told})


def posted(client: Client, path: str, **body: str) -> Any:
    """Post JSON."""
    return client.post(path, body, content_type="application/json")


def test_a_station_asks_waits_and_takes_its_token(
    client: Client, cast: Cast, monday_morning: datetime
) -> None:
    with time_machine.travel(monday_morning, tick=False):
        asked = posted(client, CALL, kind="print_station").json()
        assert posted(client, f"{CALL}/claim", secret=asked["secret"]).status_code == 202
        account = confirm(cast, asked["code"].lower(), monday_morning)
        taken = posted(client, f"{CALL}/claim", secret=asked["secret"]).json()
        again = posted(client, f"{CALL}/claim", secret=asked["secret"])
    assert (again.status_code, again.json()["type"]) == (410, "urn:onestop:problem:enrolment-over")
    told = (taken["device"]["id"], taken["device"]["kind"], taken["device"]["office"])
    assert told == (account.pk, "print_station", "mau")
    headers = {"Authorization": f"Bearer {taken['token']}"}
    assert client.get("/api/v1/devices/self", headers=headers).json()["name"] == "Máy in 1"


def test_of_token_and_secret_only_digests_are_kept(cast: Cast, monday_morning: datetime) -> None:
    enrolment, secret = enrolment_open(kind="", address="", now=monday_morning)
    confirm(cast, enrolment.code, monday_morning)
    enrolled = enrolment_claim(secret=secret, now=monday_morning)
    assert enrolled
    stored = str([*DeviceEnrolment.objects.values(), *AccessToken.objects.values()])
    assert secret not in stored
    assert enrolled.token not in stored
    assert AccessToken.objects.get(user=enrolled.account).expires_at is None


def test_a_code_has_six_letters_that_cannot_be_mixed_up(db: None, monday_morning: datetime) -> None:
    assert db is None
    enrolment, _secret = enrolment_open(kind="", address="", now=monday_morning)
    assert len(enrolment.code) == 6
    assert set(enrolment.code) <= set(LETTERS)
    assert not set("AEIOUBSWZLQG0123456789") & set(LETTERS)


def test_a_code_expires(cast: Cast, monday_morning: datetime) -> None:
    enrolment, secret = enrolment_open(kind="", address="", now=monday_morning)
    later = monday_morning + timedelta(minutes=15)
    with pytest.raises(BadInput) as refused:
        confirm(cast, enrolment.code, later)
    assert set(refused.value.errors) == {"code"}
    with pytest.raises(EnrolmentOver):
        enrolment_claim(secret=secret, now=later)


def test_a_code_is_confirmed_once(cast: Cast, monday_morning: datetime) -> None:
    enrolment, _secret = enrolment_open(kind="", address="", now=monday_morning)
    confirm(cast, enrolment.code, monday_morning)
    with pytest.raises(BadInput):
        confirm(cast, enrolment.code, monday_morning, name="Máy in 2")


def test_what_is_wrong_beside_the_code_leaves_it_open(cast: Cast, monday_morning: datetime) -> None:
    enrolment, _secret = enrolment_open(kind="", address="", now=monday_morning)
    for wrong in ({"name": " "}, {"name": "x" * 61}, {"kind": Role.RECEPTIONIST}):
        with pytest.raises(BadInput):
            confirm(cast, enrolment.code, monday_morning, **wrong)
    assert confirm(cast, enrolment.code, monday_morning)


def test_only_who_manages_devices_of_the_office_confirms(
    cast: Cast, monday_morning: datetime
) -> None:
    enrolment, _secret = enrolment_open(kind="", address="", now=monday_morning)
    for actor in (cast.an, cast.giang, cast.xuan):
        with pytest.raises(NotAllowed):
            confirm(cast, enrolment.code, monday_morning, actor=actor)
    with pytest.raises(NotAllowed):
        confirm(cast, enrolment.code, monday_morning, office=cast.other_office)


def test_a_device_that_was_revoked_meanwhile_gets_no_token(
    cast: Cast, monday_morning: datetime
) -> None:
    enrolment, secret = enrolment_open(kind="", address="", now=monday_morning)
    account = confirm(cast, enrolment.code, monday_morning)
    device_revoke(device_id=account.pk, actor=cast.quan, now=monday_morning)
    with pytest.raises(EnrolmentOver):
        enrolment_claim(secret=secret, now=monday_morning)


def test_open_codes_are_bounded_and_old_ones_go(db: None, monday_morning: datetime) -> None:
    assert db is None
    for _ in range(MOST_OPEN):
        enrolment_open(kind="", address="", now=monday_morning)
    with pytest.raises(TooMany):
        enrolment_open(kind="", address="", now=monday_morning)
    enrolment_open(kind="", address="", now=monday_morning + timedelta(minutes=15))
    assert DeviceEnrolment.objects.count() == 1


def test_one_address_asks_for_so_many_codes(client: Client, db: None, settings: Settings) -> None:
    assert db is None
    settings.RATES = {"enrol": (2, 600)}
    answers = [posted(client, CALL).status_code for _ in range(3)]
    assert answers == [201, 201, 429]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("", {"kind": "receptionist"}),
        ("", {"kind": "x" * 21}),
        ("", {"name": "x"}),
        ("/claim", {}),
        ("/claim", {"secret": "x" * 201}),
    ],
)
def test_nonsense_is_refused_in_words(
    client: Client, db: None, path: str, body: dict[str, str]
) -> None:
    assert db is None
    answer = posted(client, CALL + path, **body)
    assert answer.status_code == 422
    assert answer.json()["errors"]
