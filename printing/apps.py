"""Django's entry for this room."""

from django.apps import AppConfig


class PrintingConfig(AppConfig):
    """Printers, ESC/POS slips, PDF letters and forms, and the spool."""

    name = "printing"
    label = "printing"
    verbose_name = "In ấn"
