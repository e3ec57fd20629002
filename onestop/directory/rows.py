"""Storing and reading rows of one table with a statement that is written once.

Django builds a statement anew each time and asks every field of every row how to store it, which
takes longer than the database does. This is for the few tables that are met with each ticket and
each step of a case; everything else stays with the models.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from django.db import connection, models

# SQLite takes so many parameters a statement, whatever it was built with.
MOST_PARAMETERS = 900

Ways = Mapping[tuple[type, ...], Callable[[Any], Any] | None]


class NewRows:
    """Stores new instances of a model, all their columns, without asking their fields.

    Raises `TypeError` for a model with a kind of field whose values it does not know.
    """

    def __init__(self, model: type[models.Model]) -> None:
        options = model._meta  # noqa: SLF001 (Django's documented way)
        fields = [one for one in options.concrete_fields if not one.primary_key]
        columns = ", ".join(f'"{one.column}"' for one in fields)
        self._names = [one.attname for one in fields]
        self._adapters = [_chosen(ADAPTERS, one) for one in fields]
        self._insert = f'INSERT INTO "{options.db_table}" ({columns}) VALUES '  # noqa: S608
        self._row = f"({', '.join(['%s'] * len(fields))})"
        self._at_once = MOST_PARAMETERS // len(fields)

    def store(self, instances: Sequence[Any]) -> None:
        """Store them in their order and give each its key."""
        with connection.cursor() as cursor:
            for some in _parts(instances, self._at_once):
                sql = f"{self._insert}{', '.join([self._row] * len(some))} RETURNING id"
                values = (_adapted(one, self._names, self._adapters) for one in some)
                cursor.execute(sql, [value for row in values for value in row])
                for one, (key,) in zip(some, cursor.fetchall(), strict=True):
                    one.pk = key
                    one._state.adding = False  # noqa: SLF001 (as Django notes it)


class ChangedRows:
    """Stores some columns of stored instances of a model, whether they have changed or not.

    Raises `TypeError` as `NewRows` does, and `KeyError` for a name that is none.
    """

    def __init__(self, model: type[models.Model], names: Sequence[str]) -> None:
        options = model._meta  # noqa: SLF001 (Django's documented way)
        known = {one.name: one for one in options.concrete_fields}
        fields = [known[one] for one in names]
        self._names = [one.attname for one in fields]
        self._adapters = [_chosen(ADAPTERS, one) for one in fields]
        changes = ", ".join(f'"{one.column}" = %s' for one in fields)
        self._update = f'UPDATE "{options.db_table}" SET {changes} WHERE id = %s'  # noqa: S608

    def store(self, instance: Any) -> None:
        """Store the columns of the instance."""
        values = _adapted(instance, self._names, self._adapters)
        with connection.cursor() as cursor:
            cursor.execute(self._update, [*values, instance.pk])


class StoredRows:
    """Reads instances of a model, all their columns, by statements that are written by hand.

    Raises `TypeError` for a model with a kind of field whose values it does not know.
    """

    def __init__(self, model: type[models.Model]) -> None:
        options = model._meta  # noqa: SLF001 (Django's documented way)
        fields = options.concrete_fields
        self._model = model
        self._names = [one.attname for one in fields]
        self._readers = [_chosen(READERS, one) for one in fields]
        self.columns = ", ".join(f'"{options.db_table}"."{one.column}"' for one in fields)

    def found(self, sql: str, values: Sequence[Any]) -> list[Any]:
        """Return what a statement returns, which must be the model's `columns`."""
        return [one for one, *_none in self.found_beside(sql, values)]

    def found_beside(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Return rows of the model's `columns` and more: an instance and what stands beside it."""
        own = len(self._names)
        return [(self._instance(row[:own]), *row[own:]) for row in rows_read(sql, *values)]

    def _instance(self, row: Sequence[Any]) -> Any:
        values = [
            value if read is None or value is None else read(value)
            for value, read in zip(row, self._readers, strict=True)
        ]
        return self._model.from_db(connection.alias, self._names, values)


def rows_read(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Return what a statement that is written by hand finds."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def moment_read(value: Any) -> datetime:
    """Return a time that was read: SQLite keeps them without the offset, which is UTC's.

    What a changing statement returns is on SQLite still as it is stored.
    """
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _adapted(
    instance: Any, names: Sequence[str], adapters: Sequence[Callable[[Any], Any] | None]
) -> Iterator[Any]:
    for name, adapt in zip(names, adapters, strict=True):
        value = getattr(instance, name)
        yield value if adapt is None or value is None else adapt(value)


def _chosen(ways: Ways, field: "models.Field[Any, Any]") -> Callable[[Any], Any] | None:
    """Return the way that values of the field are turned; None: they are as they stand."""
    for kinds, way in ways.items():
        if isinstance(field, kinds):
            return way
    raise TypeError(field)


def _moment(value: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(value)


def _day(value: date) -> Any:
    return connection.ops.adapt_datefield_value(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


# How values become the database's.
ADAPTERS: Ways = {
    (models.DateTimeField,): _moment,
    (models.DateField,): _day,
    (models.JSONField,): _json,
    (models.CharField,): str,
    (models.ForeignKey, models.IntegerField, models.BooleanField): None,
}
# And how they become ours again.
READERS: Ways = {
    (models.DateTimeField,): moment_read,
    (models.JSONField,): json.loads,
    (models.BooleanField,): bool,
    (models.CharField, models.ForeignKey, models.IntegerField): None,
}


def _parts(instances: Sequence[Any], size: int) -> Iterator[list[Any]]:
    """Yield the instances in their order, at most `size` at a time."""
    left = iter(instances)
    while part := list(islice(left, size)):
        yield part
