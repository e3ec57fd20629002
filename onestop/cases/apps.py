"""Django's entry for this room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The dossier (hồ sơ): its life, steps, deadline, supplements, apologies and history."""

    name = "onestop.cases"
    label = "cases"
    verbose_name = "Hồ sơ"

    def ready(self) -> None:
        """Listen to the rooms below and to cases; bring this room's pages into the hub."""
        from onestop.cases import receivers  # noqa: F401, PLC0415 (connects its receivers)
        from onestop.cases.administration_places import PAGES  # noqa: PLC0415 (reads models)
        from onestop.directory.hub import hub_register  # noqa: PLC0415 (reads models)

        hub_register(PAGES)
