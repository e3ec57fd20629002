"""Django's entry for this room."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Offices, agencies, staff, rights, access tokens."""

    name = "onestop.directory"
    label = "directory"
    verbose_name = "Danh bạ"
