"""Printers as devices: from an address to bytes that went out, or words for why they did not."""

from printing.devices.addresses import Address, printer_address
from printing.devices.delivery import Delivery, Habits, Outcome, deliver, probe
from printing.devices.trouble import Trouble, low_words, trouble_words

__all__ = [
    "Address",
    "Delivery",
    "Habits",
    "Outcome",
    "Trouble",
    "deliver",
    "low_words",
    "printer_address",
    "probe",
    "trouble_words",
]
