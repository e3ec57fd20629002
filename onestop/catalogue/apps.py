"""Django's entry for this room."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Procedures with their steps and papers, and working calendars as data."""

    name = "onestop.catalogue"
    label = "catalogue"
    verbose_name = "Danh mục"
