"""Django's entry for this room."""

from django.apps import AppConfig


class QueueingConfig(AppConfig):
    """The queue: tickets, counters, numbering, and which ticket is called next."""

    name = "queueing"
    label = "queueing"
    verbose_name = "Hàng chờ"

    def ready(self) -> None:
        """Listen for accounts that leave."""
        from queueing import receivers  # noqa: F401, PLC0415 (connects its receivers)
