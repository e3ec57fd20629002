"""Django's entry for this room."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class DirectoryConfig(AppConfig):
    """Offices, agencies, staff, rights, access tokens."""

    name = "onestop.directory"
    label = "directory"
    verbose_name = "Danh bạ"

    def ready(self) -> None:
        """See to the audit's triggers after each `migrate`."""
        post_migrate.connect(_audit_guards, sender=self)


def _audit_guards(using: str, **_signal: Any) -> None:
    from onestop.directory.audit.guards import guards_create  # noqa: PLC0415 (models are ready now)

    connection = connections[using]
    if "directory_auditseal" in connection.introspection.table_names():
        guards_create(connection)
