"""Brings one slip to a printer and tells honestly what became of it."""

import time
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from printing.devices.addresses import Address
from printing.devices.connections import CLOSE_TIMEOUT, Connection, connect
from printing.devices.status import (
    END_QUERY,
    END_TIMEOUT,
    FIRST_END_TIMEOUT,
    Status,
    status_of,
    wait_until_through,
)
from printing.devices.trouble import DeviceError, Trouble

SEND_TIMEOUT = 10.0  # seconds for all bytes of a slip
# For who has said already that the slip is through: it may close, or not.
LEAVE_TIMEOUT = 0.05  # seconds


class Outcome(StrEnum):
    """What became of the bytes."""

    SENT = "sent"  # the device came to the end of them and no trouble was heard of
    NOT_SENT = "not_sent"  # not one byte of the slip went out: it may be tried again
    UNKNOWN = "unknown"  # some or all went out, and nobody knows whether paper did


@dataclass(frozen=True)
class Habits:
    """What is known of a printer.

    `ask`: whether to ask how it is. `confirms`: whether it says when a slip is through (None: not
    yet known). `silent`: it shows nothing ever, and is believed to have printed what it took.
    """

    ask: bool = True
    confirms: bool | None = None
    silent: bool = False


@dataclass(frozen=True)
class Delivery:
    """The outcome, what was wrong if anything, and what the printer said.

    `answers`: it answers questions; `confirmed`: it said that the slip is through; `low`: it has
    little paper left.
    """

    outcome: Outcome
    trouble: Trouble | None = None
    answers: bool = False
    confirmed: bool = False
    low: bool = False


USUAL = Habits()


def deliver(address: Address, data: bytes, habits: Habits = USUAL) -> Delivery:
    """Send a slip over a connection of its own, closed afterwards.

    1. Connect and hear whether the printer could print: else nothing is sent.
    2. Hand over the bytes and wait until the device has them.
    3. Wait for its sign that it came to the end: its word, or that it closes its side. One that
       has given its word before must give it again; one that gives no sign at all is unknown.
    """
    try:
        connection = connect(address)
    except DeviceError as error:
        return Delivery(Outcome.NOT_SENT, error.trouble)
    try:
        return _deliver(connection, data, habits)
    except DeviceError as error:
        outcome = Outcome.UNKNOWN if connection.taken else Outcome.NOT_SENT
        return Delivery(outcome, error.trouble)
    finally:
        connection.close()


def probe(address: Address) -> Status:
    """Return how a printer is now, without printing; its trouble also where it is not there."""
    try:
        connection = connect(address)
    except DeviceError as error:
        return Status(trouble=error.trouble)
    try:
        return status_of(connection)
    except DeviceError as error:
        return Status(trouble=error.trouble)
    finally:
        connection.close()


def _deliver(connection: Connection, data: bytes, habits: Habits) -> Delivery:
    before = status_of(connection) if habits.ask and not habits.silent else Status()
    if before.trouble:
        return Delivery(Outcome.NOT_SENT, before.trouble, answers=True)
    asks_end = before.answered and habits.confirms is not False
    deadline = time.monotonic() + SEND_TIMEOUT
    connection.write(data + END_QUERY if asks_end else data, deadline)
    connection.settle(deadline)
    end = _end(connection, before, habits, asks_end=asks_end)
    if end.trouble:
        return Delivery(Outcome.UNKNOWN, end.trouble, answers=True)
    if not _came_to_its_end(connection, end, habits):
        return Delivery(Outcome.UNKNOWN, Trouble.SILENT, answers=end.answered)
    low = before.low or end.low
    return Delivery(Outcome.SENT, answers=end.answered, confirmed=end.through, low=low)


def _end(connection: Connection, before: Status, habits: Habits, *, asks_end: bool) -> Status:
    """Return what the printer says when it has all bytes: that it is through, or how it is."""
    if not before.answered:
        return Status()
    if asks_end:
        timeout = END_TIMEOUT if habits.confirms else FIRST_END_TIMEOUT
        heard = wait_until_through(connection, timeout)
        if heard.through or heard.trouble:
            return heard
        if habits.confirms:
            return Status(answered=True, trouble=Trouble.SILENT)
    return status_of(connection)


def _came_to_its_end(connection: Connection, end: Status, habits: Habits) -> bool:
    """Tell whether the printer shows by word, by closing, or by answering, that it has it all."""
    if end.through:
        with suppress(DeviceError):  # what it says now is no longer about the slip
            connection.finish(LEAVE_TIMEOUT)
        return True
    if habits.silent:
        connection.finish(LEAVE_TIMEOUT)
        return True
    return connection.finish(CLOSE_TIMEOUT) or end.answered
