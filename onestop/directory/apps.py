"""Django's entry for this room."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Offices, agencies, staff, rights, access tokens."""

    name = "onestop.directory"
    label = "directory"
    verbose_name = "Danh bạ"

    def ready(self) -> None:
        """Bring the pages of administration into the hub."""
        from onestop.directory.administration_places import PAGES  # noqa: PLC0415 (reads models)
        from onestop.directory.hub import hub_register  # noqa: PLC0415 (reads models)

        hub_register(PAGES)
