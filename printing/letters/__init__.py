"""Forms and letters on A4 as PDF, in the layout of Decree 30/2020; pure functions from data.

They are in Vietnamese whatever the language of the page: the law says what stands on them.
"""

from printing.letters.apology import ApologyLetter, apology_pdf, apology_request_pdf
from printing.letters.control_sheet import ControlSheet, HandOver, control_sheet_pdf
from printing.letters.notices import Notice, refusal_pdf, stop_pdf, supplement_pdf
from printing.letters.people import Addressee, Sender
from printing.letters.receipt import ReceiptForm, ReceiptPaper, receipt_pdf

__all__ = [
    "Addressee",
    "ApologyLetter",
    "ControlSheet",
    "HandOver",
    "Notice",
    "ReceiptForm",
    "ReceiptPaper",
    "Sender",
    "apology_pdf",
    "apology_request_pdf",
    "control_sheet_pdf",
    "receipt_pdf",
    "refusal_pdf",
    "stop_pdf",
    "supplement_pdf",
]
