"""Print rules: which event promises which document, and which printer prints it. Pure."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from onestop.cases.transitions import kinds_with
from printing.models import PrintJob, Role
from queueing.models import QueueEvent

Document = PrintJob.Document

# What comes out with an event, once, where its role is printed: an office's `PrintRule` may say
# where else, how many times, or not at all. Of the queue's and of the cases' events; the apology is
# printed when the leader has approved it, so that it lies before him to be signed by hand.
DOCUMENTS: Mapping[str, Document] = {
    QueueEvent.Kind.TICKET_ISSUED: Document.TICKET,
    "receive": Document.RECEIPT,
    "apology.approved": Document.APOLOGY,
    **dict.fromkeys(sorted(kinds_with("supplement")), Document.SUPPLEMENT),
    **dict.fromkeys(sorted(kinds_with("refusal")), Document.REFUSAL),
    **dict.fromkeys(sorted(kinds_with("stop")), Document.STOP),
}
# Documents whose subject is the case itself.
OF_CASE = frozenset({Document.RECEIPT, Document.SUPPLEMENT, Document.REFUSAL, Document.STOP})
ROLES: Mapping[Document, Role] = {
    Document.TICKET: Role.TICKET,
    Document.RECEIPT: Role.SLIP,
    Document.APOLOGY: Role.LETTER,
    Document.SUPPLEMENT: Role.SLIP,
    Document.REFUSAL: Role.SLIP,
    Document.STOP: Role.SLIP,
    Document.SUMMARY: Role.SLIP,
    Document.TEST: Role.SLIP,
    Document.LETTERS: Role.SLIP,
}
# Whose printer serves where no real printer holds the role.
INSTEAD: Mapping[Role, Role] = {Role.LETTER: Role.SLIP}


class Given(NamedTuple):
    """A role that was given to an active printer; `real`: it is no preview."""

    role: str
    printer_id: int
    real: bool


def holders(given: Iterable[Given]) -> dict[Role, int]:
    """Return who prints each role, by printer id; a role that nobody can print is left out.

    1. The real printer that was given the role last.
    2. Without one, the real printer that stands in (letters come out where slips do).
    3. Without that, the preview that was given the role last.

    `given` is in the order in which roles were given.
    """
    in_order = list(given)
    real = {Role(one.role): one.printer_id for one in in_order if one.real}
    preview = {Role(one.role): one.printer_id for one in in_order if not one.real}
    instead = {role: real[other] for role, other in INSTEAD.items() if other in real}
    return {**preview, **instead, **real}
