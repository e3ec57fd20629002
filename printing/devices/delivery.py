"""Brings one slip to a printer and tells honestly what became of it."""

import time
from dataclasses import dataclass
from enum import StrEnum

from printing.devices.addresses import Address
from printing.devices.connections import Connection, connect
from printing.devices.status import status_of
from printing.devices.trouble import DeviceError, Trouble

SEND_TIMEOUT = 10.0  # seconds for all bytes of a slip


class Outcome(StrEnum):
    """What became of the bytes."""

    SENT = "sent"  # the device took them all and no trouble was heard of
    NOT_SENT = "not_sent"  # not one byte of the slip went out: it may be tried again
    UNKNOWN = "unknown"  # some or all went out, and nobody knows whether paper did


@dataclass(frozen=True)
class Delivery:
    """The outcome, what was wrong if anything, and whether the printer answers questions."""

    outcome: Outcome
    trouble: Trouble | None = None
    answers: bool = False


def deliver(address: Address, data: bytes, *, ask: bool = True) -> Delivery:
    """Send a slip over a connection of its own, closed afterwards.

    1. Connect and, with `ask`, hear whether the printer could print: else nothing is sent.
    2. Hand over the bytes and wait until the device has them.
    3. Where it answers, ask again: it may have run out of paper meanwhile.
    """
    try:
        connection = connect(address)
    except DeviceError as error:
        return Delivery(Outcome.NOT_SENT, error.trouble)
    try:
        return _deliver(connection, data, ask=ask)
    except DeviceError as error:
        outcome = Outcome.UNKNOWN if connection.taken else Outcome.NOT_SENT
        return Delivery(outcome, error.trouble)
    finally:
        connection.close()


def probe(address: Address) -> Trouble | None:
    """Return what is wrong with a printer now, without printing."""
    try:
        connection = connect(address)
    except DeviceError as error:
        return error.trouble
    try:
        return status_of(connection).trouble
    except DeviceError as error:
        return error.trouble
    finally:
        connection.close()


def _deliver(connection: Connection, data: bytes, *, ask: bool) -> Delivery:
    before = status_of(connection) if ask else None
    if before and before.trouble:
        return Delivery(Outcome.NOT_SENT, before.trouble, answers=True)
    deadline = time.monotonic() + SEND_TIMEOUT
    connection.write(data, deadline)
    connection.settle(deadline)
    answers = before is not None and before.answered
    after = status_of(connection) if answers else None
    if after and after.trouble:
        return Delivery(Outcome.UNKNOWN, after.trouble, answers=True)
    connection.finish()
    return Delivery(Outcome.SENT, answers=answers)
