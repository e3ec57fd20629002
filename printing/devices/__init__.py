"""Printers as devices: from an address to bytes that went out, or words for why they did not."""

from printing.devices.addresses import Address, printer_address
from printing.devices.delivery import Delivery, Outcome, deliver, probe
from printing.devices.trouble import Trouble, trouble_words

__all__ = [
    "Address",
    "Delivery",
    "Outcome",
    "Trouble",
    "deliver",
    "printer_address",
    "probe",
    "trouble_words",
]
