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
        """Bring the pages of administration into the hub; see to the audit's triggers."""
        from onestop.directory.administration_places import PAGES  # noqa: PLC0415 (reads models)
        from onestop.directory.hub import hub_register  # noqa: PLC0415 (reads models)

        hub_register(PAGES)
        post_migrate.connect(_audit_guards, sender=self)  # after each `migrate`


def _audit_guards(using: str, **_signal: Any) -> None:
    from onestop.directory.audit.guards import guards_create  # noqa: PLC0415 (models are ready now)

    connection = connections[using]
    if "directory_auditseal" in connection.introspection.table_names():
        guards_create(connection)
