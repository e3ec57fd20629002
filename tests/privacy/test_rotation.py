"""Changing the keys while the office works."""

import os
import threading
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from onestop.cases.models import Applicant
from onestop.cases.persons import persons_numbered
from onestop.cases.services import rekeying
from onestop.cases.services.rekeying import applicants_outdated, applicants_rekey
from onestop.directory.keys.file import key_add
from tests.cases.desk import LAN, Desk

pytestmark = pytest.mark.usefixtures("keys_file")


def raw_numbers() -> list[str]:
    """Return what the database itself holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT identity, phone, identity_digest FROM cases_applicant ORDER BY id")
        return [text for row in cursor.fetchall() for text in row]


def test_the_database_holds_no_number(desk: Desk) -> None:
    desk.receive()
    held = " ".join(raw_numbers())
    assert LAN.identity not in held
    assert LAN.phone not in held
    person = Applicant.objects.get()
    assert (person.identity, person.phone) == (LAN.identity, LAN.phone)


def test_everything_is_written_again_and_still_found(desk: Desk) -> None:
    for _ in range(3):
        desk.receive()
    before = raw_numbers()
    call_command("personal_keys_rotate", verbosity=0)
    assert not set(before) & set(raw_numbers())
    assert persons_numbered(LAN.identity).count() == 3
    assert persons_numbered("+84 912 345 678").count() == 3


def test_a_change_that_was_interrupted_goes_on_with_the_same_key(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        desk.receive()
    added = key_add()
    applicants_rekey(at_once=1)
    assert persons_numbered(LAN.identity).count() == 3
    monkeypatch.setattr(rekeying, "AT_ONCE", 1)
    call_command("personal_keys_rotate", verbosity=0)
    assert set(Applicant.objects.values_list("key", flat=True)) == {added.id}


def test_keys_that_nothing_uses_are_taken_away_only_when_settled(
    desk: Desk, keys_file: Path
) -> None:
    desk.receive()
    call_command("personal_keys_rotate", verbosity=0)
    with pytest.raises(CommandError, match="minute"):
        call_command("personal_keys_rotate", "--remove-unused")
    os.utime(keys_file, (0, 0))
    call_command("personal_keys_rotate", "--remove-unused", verbosity=0)
    assert len(keys_file.read_text().split()) == 2
    assert Applicant.objects.get().identity == LAN.identity


def test_a_key_in_use_stays(desk: Desk, keys_file: Path) -> None:
    desk.receive()
    key_add()
    os.utime(keys_file, (0, 0))
    call_command("personal_keys_rotate", "--remove-unused", verbosity=0)
    assert Applicant.objects.get().identity == LAN.identity


@pytest.mark.django_db(transaction=True)
def test_the_office_receives_while_keys_change(desk: Desk) -> None:
    for _ in range(5):
        desk.receive()

    def work() -> None:
        try:
            for _ in range(10):
                desk.receive()
        finally:
            connection.close()

    writer = threading.Thread(target=work)
    writer.start()
    call_command("personal_keys_rotate", verbosity=0)
    writer.join()
    while applicants_rekey() is not None:
        pass
    assert not applicants_outdated().exists()
    assert persons_numbered(LAN.identity).count() == 15
    assert {one.identity for one in Applicant.objects.all()} == {LAN.identity}
