"""What a printer says of itself: in real time (DLE EOT n), and when it is through (GS r 1).

Each answer is one byte with fixed bits; what lacks them is no answer. Many printers never answer:
silence means nothing.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from printing.devices.connections import Connection
from printing.devices.trouble import Trouble

ANSWER_TIMEOUT = 0.25  # seconds
FIXED_BITS, FIXED_VALUE = 0b1001_0011, 0b0001_0010
# The printer answers this when it has worked off all that came before it: the slip is through.
END_QUERY = b"\x1dr\x01"
END_FIXED_BITS = 0b1001_0000  # all of them 0
END_PAPER_LOW, END_PAPER_OUT = 0b0000_0011, 0b0000_1100
PAPER_QUERY, PAPER_LOW = 4, 0b0000_1100
# How long a slip may take to come out, once the printer has all of it.
END_TIMEOUT = 10.0  # seconds
# The same for a printer of which it is not known whether it ever says so.
FIRST_END_TIMEOUT = 3.0
LOOK = 1.0  # seconds: meanwhile it is asked in real time whether it has run out of paper

Meaning = tuple[int, Trouble]
# Query to bits of its answer: paper sensor, cause of being offline, printer. The most telling
# comes first: a printer without paper is offline too.
QUERIES: Mapping[int, Sequence[Meaning]] = {
    PAPER_QUERY: ((0b0110_0000, Trouble.PAPER_OUT),),
    2: ((0b0010_0000, Trouble.PAPER_OUT), (0b0000_0100, Trouble.COVER_OPEN)),
    1: ((0b0000_1000, Trouble.OFFLINE),),
}


@dataclass(frozen=True)
class Status:
    """What was heard; `answered` tells a quiet printer from a well one, `low`: little paper left.

    `through`: the printer said that it has worked off the slip.
    """

    answered: bool = False
    trouble: Trouble | None = None
    low: bool = False
    through: bool = False


def status_of(connection: Connection) -> Status:
    """Ask the printer how it is; raises `DeviceError` if it breaks off.

    One that leaves the first question unanswered is not asked the others.
    """
    low = False
    for query, meanings in QUERIES.items():
        answer = connection.ask(status_query(query), ANSWER_TIMEOUT)
        if not answer or not is_status(answer[0]):
            return Status(answered=query != PAPER_QUERY, low=low)
        low = low or (query == PAPER_QUERY and bool(answer[0] & PAPER_LOW))
        for bits, trouble in meanings:
            if answer[0] & bits:
                return Status(answered=True, trouble=trouble)
    return Status(answered=True, low=low)


def wait_until_through(connection: Connection, timeout: float) -> Status:
    """Wait until the printer says that it has worked off the slip, for which `END_QUERY` asked.

    Now and then it is asked in real time: one that runs out of paper says so at once. Raises
    `DeviceError` if it breaks off.
    """
    deadline = time.monotonic() + timeout
    while (left := deadline - time.monotonic()) > 0:
        for code in connection.hear(min(LOOK, left)):
            status = _meaning(code)
            if status is not None:
                return status
        connection.say(status_query(PAPER_QUERY))
    return Status(answered=True)


def _meaning(code: int) -> Status | None:
    """Return what a byte says while a slip comes out; None: nothing that would end the wait."""
    if is_status(code):
        out = code & QUERIES[PAPER_QUERY][0][0]
        return Status(answered=True, trouble=Trouble.PAPER_OUT) if out else None
    if code & END_FIXED_BITS:
        return None
    if code & END_PAPER_OUT == END_PAPER_OUT:
        return Status(answered=True, trouble=Trouble.PAPER_OUT)
    return Status(answered=True, through=True, low=bool(code & END_PAPER_LOW))


def status_query(number: int) -> bytes:
    """Return the question in real time of this number."""
    return bytes([0x10, 0x04, number])


def is_status(code: int) -> bool:
    """Tell whether a byte is an answer in real time."""
    return code & FIXED_BITS == FIXED_VALUE
