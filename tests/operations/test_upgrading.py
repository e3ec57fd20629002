"""A database of the separate migrations goes on with those drawn together, or is refused whole."""

from collections.abc import Sequence

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db

DRAWN_TOGETHER = "_squashed_"


def recorded() -> set[tuple[str, str]]:
    return set(MigrationRecorder(connection).applied_migrations())


def forget(**which: str) -> None:
    """Take migrations out of those that the database knows."""
    MigrationRecorder(connection).migration_qs.filter(**which).delete()


def tables() -> dict[str, Sequence[object]]:
    """Return the columns of each table."""
    with connection.cursor() as cursor:
        look = connection.introspection
        return {one: look.get_table_description(cursor, one) for one in look.table_names(cursor)}


def test_an_office_with_all_separate_migrations_goes_on_unchanged() -> None:
    before, columns = recorded(), tables()
    forget(name__contains=DRAWN_TOGETHER)
    assert recorded() < before
    call_command("migrate", verbosity=0, skip_checks=False)
    assert recorded() == before
    assert tables() == columns


@pytest.mark.parametrize("lost", ["printing.0005_letters", "cases.0013_apologies_placed"])
@pytest.mark.parametrize("command", ["migrate", "serve"])
def test_an_office_that_lacks_some_is_told_so_and_left_alone(lost: str, command: str) -> None:
    room, name = lost.split(".")
    forget(name__contains=DRAWN_TOGETHER)
    forget(app=room, name=name)
    before = recorded()
    with pytest.raises(SystemCheckError, match=rf"lacks {lost}\."):
        call_command(command, skip_checks=command == "serve")
    assert recorded() == before
