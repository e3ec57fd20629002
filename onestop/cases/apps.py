"""Django's entry for this room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The dossier (hồ sơ): its life, steps, deadline, supplements, apologies and history."""

    name = "onestop.cases"
    label = "cases"
    verbose_name = "Hồ sơ"

    def ready(self) -> None:
        """Listen for accounts that leave and for what happens to cases."""
        from onestop.cases import receivers  # noqa: F401, PLC0415 (connects its receivers)
