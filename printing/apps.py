"""Django's entry for this room."""

from django.apps import AppConfig


class PrintingConfig(AppConfig):
    """Printers, ESC/POS slips, PDF letters and forms, and the spool."""

    name = "printing"
    label = "printing"
    verbose_name = "In ấn"

    def ready(self) -> None:
        """Listen to queue and cases, and register the system checks."""
        from onestop.cases.signals import case_changed  # noqa: PLC0415 (when Django is ready)
        from onestop.directory.hub import hub_register  # noqa: PLC0415 (reads models)
        from printing import checks, receivers  # noqa: F401, PLC0415 (the same)
        from printing.administration import PAGES  # noqa: PLC0415 (the same)
        from queueing.signals import queue_changed  # noqa: PLC0415 (the same)

        hub_register(PAGES)
        queue_changed.connect(receivers.queue_changed_print, dispatch_uid="printing")
        case_changed.connect(receivers.case_changed_print, dispatch_uid="printing")
