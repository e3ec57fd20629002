"""What a printer says of itself when it is asked in real time (DLE EOT n).

Each answer is one byte with fixed bits; what lacks them is no answer. Many printers never answer:
silence means nothing.
"""

from collections.abc import Mapping, Sequence

from printing.devices.connections import Connection
from printing.devices.trouble import Trouble

ANSWER_TIMEOUT = 0.25  # seconds
FIXED_BITS, FIXED_VALUE = 0b1001_0011, 0b0001_0010

Meaning = tuple[int, Trouble]
# Query to bits of its answer: paper sensor, cause of being offline, printer. The most telling
# comes first: a printer without paper is offline too.
QUERIES: Mapping[int, Sequence[Meaning]] = {
    4: ((0b0110_0000, Trouble.PAPER_OUT),),
    2: ((0b0010_0000, Trouble.PAPER_OUT), (0b0000_0100, Trouble.COVER_OPEN)),
    1: ((0b0000_1000, Trouble.OFFLINE),),
}


class Status:
    """What was heard: `answered` tells a quiet printer from a well one."""

    def __init__(self, *, answered: bool, trouble: Trouble | None) -> None:
        self.answered = answered
        self.trouble = trouble


def status_of(connection: Connection) -> Status:
    """Ask the printer; raises `DeviceError` if it breaks off."""
    answered = False
    for query, meanings in QUERIES.items():
        answer = connection.ask(bytes([0x10, 0x04, query]), ANSWER_TIMEOUT)
        if not answer or answer[0] & FIXED_BITS != FIXED_VALUE:
            continue
        answered = True
        for bits, trouble in meanings:
            if answer[0] & bits:
                return Status(answered=True, trouble=trouble)
    return Status(answered=answered, trouble=None)
