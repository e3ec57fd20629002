"""The token of a ticket's page: the address that the QR code on the slip carries.

It is the ticket's id and a message authentication code of it, so nothing is stored and nobody
can guess another ticket's address. It lasts as long as the installation's `SECRET_KEY`.
"""

import base64
import re

from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "queueing.tokens"
# 96 bits: beyond guessing, and short enough for a QR code that old phones read from paper.
CODE_BYTES = 12
SHAPE = re.compile(r"([0-9a-z]{1,13})-[-_0-9A-Za-z]{16}", re.ASCII)
LARGEST_ID = 2**63 - 1
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def ticket_token(ticket_id: int) -> str:
    """Return the token of a ticket."""
    return f"{_base36(ticket_id)}-{_code(ticket_id)}"


def ticket_id_of(token: str) -> int | None:
    """Return the id of the ticket whose token this is, or None if it is no token of ours."""
    shape = SHAPE.fullmatch(token)
    ticket_id = int(shape[1], 36) if shape else 0
    if not 0 < ticket_id <= LARGEST_ID:
        return None
    return ticket_id if constant_time_compare(token, ticket_token(ticket_id)) else None


def _code(ticket_id: int) -> str:
    digest = salted_hmac(SALT, str(ticket_id), algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:CODE_BYTES]).decode()


def _base36(number: int) -> str:
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
    return text
