"""Django's entry for this room."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Running the office: serve, worker, demo, health and system checks."""

    name = "onestop.operations"
    label = "operations"
    verbose_name = "Vận hành"

    def ready(self) -> None:
        """Register the system checks."""
        from onestop.operations import checks  # noqa: F401, PLC0415 (registers when Django is ready)
