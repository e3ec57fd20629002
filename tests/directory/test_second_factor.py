"""The second factor: enrolling, codes at sign-in, back-up codes, guessing, losing the phone."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from onestop.directory.models import AuditEvent, AuthenticatorApp, BackupCode, User
from onestop.directory.refusals import NotFound, StateForbids
from onestop.directory.services.second_factor import (
    Outcome,
    second_factor_begin,
    second_factor_check,
    second_factor_confirm,
    second_factor_reset,
)
from tests.cast import Cast
from tests.directory.phone import code_at
from tests.directory.signing import sign_in, signed_in, text, with_password

NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PAGE = "/account/second-factor/"


@pytest.fixture
def clock() -> Iterator[Any]:
    """Stop the clock on Monday at nine."""
    with time_machine.travel(NINE, tick=False) as stopped:
        yield stopped


@pytest.fixture(autouse=True)
def _passwords(cast: Cast) -> None:
    with_password(cast.dung)


def enrol(user: User) -> tuple[str, list[str]]:
    """Let the account have a confirmed app; return its secret and the back-up codes."""
    now = timezone.now()
    secret = second_factor_begin(user=user, now=now)
    earlier = code_at(secret, now.timestamp() - 30)  # leaves the present code unused
    checked, codes = second_factor_confirm(user=user, code=earlier, now=now)
    assert checked.outcome is Outcome.RIGHT
    return secret, codes


def give(client: Client, code: str) -> Any:
    """Type a code after the password."""
    return client.post("/sign-in/code/", {"code": code})


def test_dung_enrols_with_what_the_page_shows(client: Client, cast: Cast, clock: Any) -> None:
    client.force_login(cast.dung)
    assert "Bắt đầu" in text(client.get(PAGE))
    page = text(client.post(f"{PAGE}start/", follow=True))
    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert found
    wrong = client.post(f"{PAGE}finish/", {"code": "000000"})
    assert wrong.status_code == 422
    clock.shift(timedelta(seconds=2))
    done = client.post(f"{PAGE}finish/", {"code": code_at(found[1])})
    codes = re.findall(r"<code>([a-z2-9]{5}-[a-z2-9]{5})</code>", text(done))
    assert len(codes) == 10
    assert "no-store" in done.headers["Cache-Control"]
    assert AuditEvent.objects.filter(action="second_factor.enrol").count() == 1
    assert "Còn 10 mã dự phòng" in text(client.get(PAGE))


def test_the_secret_and_the_codes_are_not_readable_in_the_database(cast: Cast) -> None:
    secret, codes = enrol(cast.dung)
    rows = str(list(AuthenticatorApp.objects.values())) + str(list(BackupCode.objects.values()))
    assert secret not in rows
    assert not any(code.replace("-", "") in rows for code in codes)


def test_after_the_password_the_code_is_asked_for(client: Client, cast: Cast, clock: Any) -> None:
    secret, _codes = enrol(cast.dung)
    assert clock
    answer = sign_in(client, "dung", next="/cases/")
    assert answer.headers["Location"] == "/sign-in/code/"
    assert not signed_in(client)  # the password alone opens nothing
    assert give(client, code_at(secret)).headers["Location"] == "/cases/"
    assert signed_in(client)


def test_a_code_counts_once(client: Client, cast: Cast, clock: Any) -> None:
    secret, _codes = enrol(cast.dung)
    sign_in(client, "dung")
    code = code_at(secret)
    assert give(client, code).status_code == 302
    thief = Client()
    sign_in(thief, "dung")
    answer = give(thief, code)
    assert answer.status_code == 422
    assert "đã dùng rồi" in text(answer)
    clock.shift(timedelta(seconds=30))
    assert give(thief, code_at(secret)).status_code == 302


def test_a_backup_code_lets_in_once(client: Client, cast: Cast) -> None:
    _secret, codes = enrol(cast.dung)
    sign_in(client, "dung")
    assert give(client, f" {codes[0].upper()} ").status_code == 302
    other = Client()
    sign_in(other, "dung")
    assert give(other, codes[0]).status_code == 422
    assert "Còn 9 mã dự phòng" in text(client.get(PAGE))


def test_guessing_has_to_wait_longer_and_longer(client: Client, cast: Cast, clock: Any) -> None:
    secret, codes = enrol(cast.dung)
    sign_in(client, "dung")
    for seconds in (1, 2, 4, 8):
        assert "chưa đúng" in text(give(client, "000000"))
        assert "Hãy chờ đến" in text(give(client, code_at(secret)))  # not even looked at
        assert "Hãy chờ đến" in text(give(client, codes[0]))
        clock.shift(timedelta(seconds=seconds))
    assert give(client, code_at(secret)).status_code == 302
    assert AuditEvent.objects.filter(action="second_factor.refuse").count() == 4


@pytest.mark.parametrize("code", ["", "12345", "１２３４５６", "a" * 20, "x" * 500, "-00001"])
def test_what_is_no_code_is_refused(client: Client, cast: Cast, code: str) -> None:
    enrol(cast.dung)
    sign_in(client, "dung")
    assert give(client, code).status_code == 422


def test_the_password_waits_ten_minutes_for_the_code(
    client: Client, cast: Cast, clock: Any
) -> None:
    secret, _codes = enrol(cast.dung)
    sign_in(client, "dung")
    clock.shift(timedelta(minutes=10, seconds=1))
    assert give(client, code_at(secret)).headers["Location"] == "/sign-in/"
    assert not signed_in(client)


def test_an_account_locked_meanwhile_stays_outside(client: Client, cast: Cast) -> None:
    secret, _codes = enrol(cast.dung)
    sign_in(client, "dung")
    User.objects.filter(pk=cast.dung.pk).update(is_active=False)
    assert give(client, code_at(secret)).headers["Location"] == "/sign-in/"


def test_without_a_password_there_is_no_code_to_give(client: Client) -> None:
    assert client.get("/sign-in/code/").headers["Location"] == "/sign-in/"


def test_required_means_enrolling_before_anything_else(
    client: Client, cast: Cast, settings: Settings
) -> None:
    settings.SECOND_FACTOR = "required"
    client.force_login(cast.dung)
    assert client.get("/cases/").headers["Location"] == PAGE
    assert client.get("/").headers["Location"] == PAGE
    assert "phải bật" in text(client.get(PAGE))
    enrol(cast.dung)
    assert client.get("/cases/").status_code == 200
    an = Client()
    an.force_login(cast.an)  # approves nothing
    assert an.get("/cases/").status_code == 200


def test_who_must_have_it_cannot_turn_it_off_and_who_may_can(
    client: Client, cast: Cast, settings: Settings, clock: Any
) -> None:
    secret, codes = enrol(cast.dung)
    assert clock
    client.force_login(cast.dung)
    settings.SECOND_FACTOR = "required"
    refused = client.post(f"{PAGE}change/", {"code": codes[0], "what": "off"})
    assert refused.status_code == 403
    settings.SECOND_FACTOR = "offered"
    assert client.post(f"{PAGE}change/", {"code": "000000", "what": "off"}).status_code == 422
    clock.shift(timedelta(seconds=2))
    client.post(f"{PAGE}change/", {"code": code_at(secret), "what": "off"})
    assert not AuthenticatorApp.objects.exists()
    assert not BackupCode.objects.exists()


def test_new_backup_codes_replace_the_old_ones(client: Client, cast: Cast) -> None:
    _secret, codes = enrol(cast.dung)
    client.force_login(cast.dung)
    page = text(client.post(f"{PAGE}change/", {"code": codes[0], "what": "codes"}))
    assert codes[1] not in page
    sign_in(client, "dung")
    assert give(client, codes[1]).status_code == 422


def test_off_asks_nobody_and_has_no_page(client: Client, cast: Cast, settings: Settings) -> None:
    enrol(cast.dung)
    settings.SECOND_FACTOR = "off"
    assert sign_in(client, "dung").headers["Location"] == "/"
    assert client.get(PAGE).status_code == 404


def test_the_administrator_helps_when_the_phone_is_lost(client: Client, cast: Cast) -> None:
    enrol(cast.dung)
    with pytest.raises(NotFound):
        second_factor_reset(actor=cast.quan, account_id=cast.xuan.pk, now=NINE)
    second_factor_reset(actor=cast.quan, account_id=cast.dung.pk, now=NINE)
    assert sign_in(client, "dung").headers["Location"] == "/"
    reset = AuditEvent.objects.get(action="second_factor.reset")
    assert (reset.actor_id, reset.subject) == (cast.quan.pk, f"account:{cast.dung.pk}")


def test_after_the_key_of_the_installation_changed_it_says_so(
    cast: Cast, settings: Settings
) -> None:
    secret, _codes = enrol(cast.dung)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another"
    with pytest.raises(StateForbids):
        second_factor_check(user=cast.dung, code=code_at(secret), now=NINE)
    settings.SECRET_KEY_FALLBACKS = [old]
    right = second_factor_check(user=cast.dung, code=code_at(secret), now=NINE)
    assert right.outcome is Outcome.RIGHT


@pytest.mark.django_db(transaction=True)
def test_of_two_who_give_one_code_at_once_one_gets_in(cast: Cast) -> None:
    _secret, codes = enrol(cast.dung)

    def check(_number: int) -> Outcome:
        try:
            return second_factor_check(user=cast.dung, code=codes[0], now=timezone.now()).outcome
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        outcomes = list(threads.map(check, range(6)))
    assert outcomes.count(Outcome.RIGHT) == 1
