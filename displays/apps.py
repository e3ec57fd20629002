"""Django's entry for this room."""

from django.apps import AppConfig


class DisplaysConfig(AppConfig):
    """The feed to screens: lobby, counter screen and the citizen's ticket page."""

    name = "displays"
    label = "displays"
    verbose_name = "Màn hình"

    def ready(self) -> None:
        """Listen for events of the queue; bring the lobby's settings into the hub."""
        from displays import nudges  # noqa: F401, PLC0415 (connects its receiver)
        from displays.administration_places import PAGES  # noqa: PLC0415 (reads models)
        from onestop.directory.hub import hub_register  # noqa: PLC0415 (reads models)

        hub_register(PAGES)
