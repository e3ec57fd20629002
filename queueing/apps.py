"""Django's entry for this room."""

from django.apps import AppConfig


class QueueingConfig(AppConfig):
    """The queue: tickets, counters, numbering, and which ticket is called next."""

    name = "queueing"
    label = "queueing"
    verbose_name = "Hàng chờ"

    def ready(self) -> None:
        """Listen for accounts that leave; bring the queue's settings into the hub."""
        from onestop.directory.hub import hub_register  # noqa: PLC0415 (reads models)
        from queueing import receivers  # noqa: F401, PLC0415 (connects its receivers)
        from queueing.administration_places import PAGES  # noqa: PLC0415 (reads models)

        hub_register(PAGES)
