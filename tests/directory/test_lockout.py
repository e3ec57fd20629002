"""Wrong passwords: who is locked out, where, until when, and who is not."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.test import Client
from pytest_django import Settings

from onestop.directory.models import AuditEvent
from onestop.directory.refusals import BadInput, NotAllowed, NotFound
from onestop.directory.services.sessions import (
    address_unlock,
    lockout_lift,
    sign_in_remains_remove,
)
from onestop.directory.signing_in.digests import name_digest
from onestop.directory.signing_in.lockout import Failures, lock_end
from tests.cast import Cast
from tests.directory.signing import HOME, PASSWORD, sign_in, signed_in, text, with_password

NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 9:00 in Hà Nội


@pytest.fixture(autouse=True)
def _passwords(cast: Cast) -> None:
    with_password(cast.an, cast.binh)


def wrong(username: str, times: int, address: str = HOME) -> list[int]:
    """Type so many wrong passwords; return the answers."""
    return [sign_in(Client(), username, f"sai {n}", address).status_code for n in range(times)]


def test_the_fifth_wrong_password_locks_the_name_at_its_address() -> None:
    assert wrong("an", 6) == [422, 422, 422, 422, 429, 429]
    assert sign_in(Client(), "an").status_code == 429  # even the right one
    assert sign_in(Client(), "binh").status_code == 302
    assert sign_in(Client(), "an", address="192.0.2.8").status_code == 302


def test_the_page_says_until_when_and_what_to_do() -> None:
    with time_machine.travel(NINE, tick=False):
        wrong("an", 5)
    with time_machine.travel(NINE + timedelta(minutes=4), tick=False):
        answer = sign_in(Client(), "an")
    assert answer.headers["Retry-After"] == str(11 * 60)
    assert "<strong>09:15</strong> ngày 23/11/2026" in text(answer)
    assert "nhờ người quản trị mở khóa" in text(answer)
    assert "no-store" in answer.headers["Cache-Control"]


def test_after_the_time_the_right_password_is_right_again() -> None:
    with time_machine.travel(NINE, tick=False):
        wrong("an", 5)
    with time_machine.travel(NINE + timedelta(minutes=15), tick=False):
        assert sign_in(Client(), "an", "sai").status_code == 422  # counted from one again
        assert sign_in(Client(), "an").status_code == 302


def test_an_unknown_a_locked_and_a_known_name_get_the_same_page(cast: Cast) -> None:
    cast.binh.is_active = False
    cast.binh.save()
    with time_machine.travel(NINE, tick=False):
        pages = set()
        for name in ("an", "binh", "khong-co-ai"):
            wrong(name, 5)
            pages.add(text(sign_in(Client(), name)).partition("<main")[2].partition("</main>")[0])
    assert len(pages) == 1


def test_writing_the_name_differently_counts_together() -> None:
    assert [*wrong("an", 2), *wrong("AN", 2), *wrong(" An", 1)][-1] == 429


def test_a_right_password_forgets_the_wrong_ones_before() -> None:
    wrong("an", 4)
    assert sign_in(Client(), "an").status_code == 302
    assert wrong("an", 4) == [422] * 4


def test_many_names_from_one_address_lock_the_address(settings: Settings) -> None:
    settings.SIGN_IN_ATTEMPTS_PER_ADDRESS = 10
    answers = [wrong(f"ten{n}", 1)[0] for n in range(11)]
    assert answers == [422] * 9 + [429, 429]
    assert sign_in(Client(), "an").status_code == 429
    assert sign_in(Client(), "an", address="192.0.2.8").status_code == 302


def test_success_elsewhere_does_not_reset_the_count_of_the_address(
    settings: Settings,
) -> None:
    settings.SIGN_IN_ATTEMPTS_PER_ADDRESS = 10
    for n in range(9):
        wrong(f"ten{n}", 1)
        sign_in(Client(), "binh")
    assert wrong("an", 1) == [429]


def test_where_one_works_every_day_others_cannot_lock_one_out(
    client: Client, settings: Settings
) -> None:
    settings.SIGN_IN_ATTEMPTS_PER_ADDRESS = 10
    sign_in(client, "an")
    client.post("/sign-out/")
    wrong("an", 9)
    for n in range(9):
        wrong(f"ten{n}", 1)
    assert sign_in(Client(), "an").status_code == 429
    assert sign_in(client, "an").status_code == 302


def test_a_known_browser_is_locked_by_its_own_wrong_passwords(client: Client) -> None:
    sign_in(client, "an")
    answers = [sign_in(client, "an", "sai").status_code for _time in range(5)]
    assert answers[-1] == 429
    client.cookies["known"] = client.cookies["known"].value + "x"  # a mark that we did not make
    assert sign_in(client, "an").status_code == 302  # is a stranger's: nothing wrong so far


def test_addresses_of_one_household_count_together() -> None:
    answers = [wrong("an", 1, f"2001:db8:1:2::{n}")[0] for n in range(5)]
    assert answers[-1] == 429
    assert wrong("an", 1, "2001:db8:1:3::1") == [422]


def test_names_and_addresses_stand_in_no_log_and_names_in_no_table(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    wrong("ten-khong-ai-biet", 6)
    assert "ten-khong-ai-biet" not in caplog.text
    assert HOME not in caplog.text
    rows = str(list(AccessAttempt.objects.values())) + str(list(AuditEvent.objects.values()))
    assert "ten-khong-ai-biet" not in rows
    assert "sai 0" not in rows


def test_refusals_and_success_are_in_the_audit(cast: Cast) -> None:
    wrong("an", 1)
    wrong("nobody", 1)
    sign_in(Client(), "an")
    an, nobody = f"account:{cast.an.pk}", f"name:{name_digest('nobody')}"
    found = list(AuditEvent.objects.values_list("action", "subject", "actor_id"))
    assert found == [
        ("sign_in.refuse", an, None),
        ("sign_in.refuse", nobody, None),
        ("sign_in", an, cast.an.pk),
    ]


def test_an_administrator_unlocks(cast: Cast) -> None:
    wrong("an", 5)
    assert lockout_lift(actor=cast.quan, account_id=cast.an.pk, now=NINE) == 1
    assert sign_in(Client(), "an").status_code == 302
    assert AuditEvent.objects.filter(action="sign_in.unlock", actor_id=cast.quan.pk).count() == 1


def test_only_the_administrator_of_the_office_unlocks(cast: Cast) -> None:
    wrong("an", 5)
    with pytest.raises(NotAllowed):
        lockout_lift(actor=cast.dung, account_id=cast.an.pk, now=NINE)
    with pytest.raises(NotFound):
        lockout_lift(actor=cast.quan, account_id=cast.xuan.pk, now=NINE)
    with pytest.raises(NotAllowed):
        address_unlock(actor=cast.an, address=HOME, now=NINE)
    assert sign_in(Client(), "an").status_code == 429


def test_an_administrator_unlocks_an_address(cast: Cast, settings: Settings) -> None:
    settings.SIGN_IN_ATTEMPTS_PER_ADDRESS = 10
    for n in range(10):
        wrong(f"ten{n}", 1)
    with pytest.raises(BadInput):
        address_unlock(actor=cast.quan, address="x", now=NINE)
    assert address_unlock(actor=cast.quan, address=HOME, now=NINE) == 10
    assert sign_in(Client(), "an").status_code == 302


def test_old_counts_are_tidied_away() -> None:
    with time_machine.travel(NINE, tick=False):
        wrong("an", 2)
    sign_in_remains_remove(now=NINE + timedelta(minutes=14))
    assert AccessAttempt.objects.count() == 1
    sign_in_remains_remove(now=NINE + timedelta(minutes=15))
    assert AccessAttempt.objects.count() == 0


def test_wrong_passwords_on_the_password_page_count_too(client: Client) -> None:
    sign_in(client, "an")
    typed = {"present": "sai", "new": PASSWORD, "again": PASSWORD}
    answers = [client.post("/account/password/", typed).status_code for _time in range(5)]
    assert answers == [422, 422, 422, 422, 429]
    assert signed_in(client)


def test_a_lock_ends_when_enough_failures_are_old() -> None:
    def failed(times: int, minute: int) -> Failures:
        return Failures("a", "", times, NINE + timedelta(minutes=minute))

    assert lock_end([failed(4, 0)], 5) is None
    assert lock_end([failed(5, 0)], 5) == NINE + timedelta(minutes=15)
    assert lock_end([failed(3, 2), failed(4, 0)], 5) == NINE + timedelta(minutes=15)
    assert lock_end([failed(5, 2), failed(1, 0)], 5) == NINE + timedelta(minutes=17)
