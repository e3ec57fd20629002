"""Django's entry for this room."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """Boards for those who answer for late cases."""

    name = "onestop.supervision"
    label = "supervision"
    verbose_name = "Giám sát"
