"""Django's entry for this room."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Procedures with their steps and papers, and working calendars as data."""

    name = "onestop.catalogue"
    label = "catalogue"
    verbose_name = "Danh mục"

    def ready(self) -> None:
        """Bring procedures and their processes into the hub."""
        from onestop.catalogue.administration_places import PAGES  # noqa: PLC0415 (reads models)
        from onestop.directory.hub import hub_register  # noqa: PLC0415 (reads models)

        hub_register(PAGES)
