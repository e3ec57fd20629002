"""Django's entry for this room."""

from django.apps import AppConfig


class DisplaysConfig(AppConfig):
    """The feed to screens: lobby, counter screen and the citizen's ticket page."""

    name = "displays"
    label = "displays"
    verbose_name = "Màn hình"

    def ready(self) -> None:
        """Listen for events of the queue."""
        from displays import nudges  # noqa: F401, PLC0415 (connects its receiver)
