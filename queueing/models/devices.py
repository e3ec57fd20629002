"""At which counter a device stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from onestop.directory.models import User
from queueing.models.counters import Counter


class DeviceCounter(models.Model):
    """A rating tablet or a screen that stands at one counter, of the device's own office."""

    account = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="device_counter"
    )
    counter = models.ForeignKey(Counter, on_delete=models.CASCADE, related_name="devices")

    class Meta:
        """Names for people."""

        verbose_name = _("nơi đặt thiết bị")
        verbose_name_plural = _("nơi đặt thiết bị")

    def __str__(self) -> str:
        return f"{self.account_id} {self.counter_id}"
