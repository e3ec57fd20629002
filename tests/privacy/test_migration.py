"""Numbers stored as typed are sealed by the migration, and come back when it is undone."""

from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.apps.registry import Apps
from django.db import connection, models

from onestop.cases import migrations
from onestop.cases.models import Applicant
from onestop.cases.persons import persons_numbered
from tests.cases.desk import LAN, Desk


class PlainApps:
    """The registry of the migration's moment: applicants with plain texts."""

    @staticmethod
    def get_model(_app: str, _name: str) -> Any:
        """Return the table of applicants without fields that seal."""

        class Meta:
            app_label, db_table, managed, apps = "cases", "cases_applicant", False, Apps()

        texts = ("identity", "phone", "identity_digest", "phone_digest", "key")
        fields = {name: models.TextField() for name in texts}
        return type("Plain", (models.Model,), {"__module__": __name__, "Meta": Meta, **fields})


@pytest.fixture
def migration() -> ModuleType:
    """Return the migration, whatever its number."""
    (path,) = Path(str(migrations.__file__)).parent.glob("*_personal_data.py")
    return import_module(f"onestop.cases.migrations.{path.stem}")


def held() -> list[tuple[str, ...]]:
    """Return what the database itself holds of the numbers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT identity, phone FROM cases_applicant ORDER BY id")
        return [tuple(row) for row in cursor.fetchall()]


def test_plain_rows_are_sealed_batch_by_batch_and_can_be_opened(
    desk: Desk, migration: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        desk.receive()
    monkeypatch.setattr(migration, "BATCH", 2)
    migration.open_all(PlainApps, None)
    assert held() == [(LAN.identity, LAN.phone)] * 3
    Applicant.objects.update(identity_digest="", phone_digest="", key="")
    migration.seal_all(PlainApps, None)
    assert LAN.identity not in str(held())
    assert persons_numbered(LAN.identity).count() == 3
    assert {one.phone for one in Applicant.objects.all()} == {LAN.phone}
