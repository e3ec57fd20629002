"""Ten thousand wrong passwords from one address, and others who go on signing in meanwhile."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client, RequestFactory

from onestop.directory.models import AuditEvent, LiveSession
from tests.cast import Cast
from tests.directory.signing import sign_in, with_password

# It is not the database that decides: the second one is tried with fewer.
TRIES = 10_000 if connection.vendor == "sqlite" else 1_000
ATTACKER = "198.51.100.66"
ATTACK = RequestFactory().post("/sign-in/", REMOTE_ADDR=ATTACKER)


@pytest.fixture(autouse=True)
def _passwords(cast: Cast) -> None:
    with_password(cast.an, cast.binh)


@pytest.fixture
def hashed() -> Iterator[mock.Mock]:
    """Count how often a password is hashed."""
    with mock.patch.object(
        MD5PasswordHasher, "encode", autospec=True, side_effect=MD5PasswordHasher.encode
    ) as encode:
        yield encode


def test_ten_thousand_wrong_passwords_cost_few_rows_and_few_hashes(hashed: mock.Mock) -> None:
    for number in range(TRIES):
        # The first half on one name, then a new name each time.
        name = "an" if number < TRIES / 2 else f"ten{number}"
        assert authenticate(ATTACK, username=name, password=f"sai {number}") is None
        for said in ("axes_updated", "axes_locked_out"):  # a new request says nothing yet
            vars(ATTACK).pop(said)
    assert AccessAttempt.objects.count() <= 50
    assert AuditEvent.objects.count() == 50
    assert LiveSession.objects.count() == 0
    assert hashed.call_count <= 50
    assert sign_in(Client(), "an").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_others_sign_in_while_eight_guess_at_once(cast: Cast) -> None:
    assert cast

    def guess(number: int) -> int:
        try:
            return int(sign_in(Client(), f"ten{number}", "sai", ATTACKER).status_code)
        finally:
            connection.close()

    def work(_number: int) -> int:
        try:
            return int(sign_in(Client(), "binh").status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as guessing, ThreadPoolExecutor(2) as working:
        guesses = guessing.map(guess, range(100))
        answers = list(working.map(work, range(5)))
        assert set(guesses) == {422, 429}
    assert answers == [302] * 5
    # Those who were under way when the limit was reached are counted too.
    assert AccessAttempt.objects.count() <= 50 + 8
