"""Whether the database can be brought to this version at once.

The migrations of a room are drawn together now and then into one that `replaces` them. A database
that knows all of them goes on, a new one starts with the one; one that knows only some lacks what
the others did, which is not there any more.
"""

from collections.abc import Sequence

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def migrations_missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Return `room.name` of each migration that the database lacks and that this version lacks too.

    [] on a new database and on one that knows all that was drawn together, or none of it.
    """
    applied = set(MigrationRecorder(connection).applied_migrations())
    known = MigrationLoader(None).disk_migrations
    return [
        f"{room}.{name}"
        for migration in known.values()
        if not applied.isdisjoint(migration.replaces)
        for room, name in _lacking(migration.replaces, applied)
        if (room, name) not in known
    ]


def _lacking(
    replaced: Sequence[tuple[str, str]], applied: set[tuple[str, str]]
) -> list[tuple[str, str]]:
    return [one for one in replaced if one not in applied]
