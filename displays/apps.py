"""Django's entry for this room."""

from django.apps import AppConfig


class DisplaysConfig(AppConfig):
    """The feed to screens: lobby, counter screen and the citizen's ticket page."""

    name = "displays"
    label = "displays"
    verbose_name = "Màn hình"
