"""Tables that are made at once are there with all that belongs to them, and are taken away so."""

from collections.abc import Iterator

import pytest
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ProjectState
from django.db.utils import ConnectionHandler

from onestop.tables import CreateModels

pytestmark = pytest.mark.django_db

ROOM = CreateModel("Room", [("id", models.BigAutoField(primary_key=True))])
DESK = CreateModel(
    "Desk",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("room", models.ForeignKey("a.Room", models.PROTECT, related_name="desks")),
        ("number", models.PositiveSmallIntegerField()),
    ],
    {"constraints": [models.UniqueConstraint(fields=["room", "number"], name="desk_once")]},
)
TOGETHER = CreateModels([ROOM, DESK])


@pytest.fixture
def empty() -> Iterator[BaseDatabaseWrapper]:
    """Return a database of its own, without any table."""
    memory = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    connection = ConnectionHandler({"default": memory})["default"]
    yield connection
    connection.close()


def known() -> ProjectState:
    """Return the state after the operation, which began from one that had its classes made."""
    state = ProjectState()
    assert not state.apps.get_models()
    TOGETHER.state_forwards("a", state)
    return state


def test_the_classes_know_each_other() -> None:
    apps = known().apps
    desk = apps.get_model("a", "Desk")
    assert vars(apps.get_model("a", "Room"))["desks"].field is desk.room.field


def test_they_come_with_their_constraints_and_go(empty: BaseDatabaseWrapper) -> None:
    with empty.schema_editor() as editor:
        TOGETHER.database_forwards("a", editor, ProjectState(), known())
    with empty.cursor() as cursor:
        assert empty.introspection.table_names(cursor) == ["a_desk", "a_room"]
        assert "desk_once" in empty.introspection.get_constraints(cursor, "a_desk")
    with empty.schema_editor() as editor:
        TOGETHER.database_backwards("a", editor, known(), ProjectState())
    assert empty.introspection.table_names() == []
