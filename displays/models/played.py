"""What screens have played of the calls."""

from typing import ClassVar

from django.db import models

from onestop.directory.models import Office


class PlayedCall(models.Model):
    """A call, by its event's sequence, that an enrolled screen has shown, or read aloud.

    Only of the latest events: older rows are deleted as new ones come.
    """

    office = models.ForeignKey(
        Office, on_delete=models.CASCADE, related_name="played_calls", db_index=False
    )
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    aloud = models.BooleanField()

    class Meta:
        """One row a call, whichever screens have played it."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "seq"], name="played_call_once"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {'aloud' if self.aloud else 'shown'}"
