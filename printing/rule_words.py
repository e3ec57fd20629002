"""The print rules of an office as the page lists them: each event that prints, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onestop.cases.transitions import TRANSITIONS
from onestop.directory.models import Office
from printing.models import PrintJob
from printing.rules import DOCUMENTS
from printing.selectors import Rule, rules_of
from queueing.models import QueueEvent

# What is no transition of a case.
EVENTS: Mapping[str, Promise] = {
    QueueEvent.Kind.TICKET_ISSUED: _("Lấy số"),
    "apology.approved": _("Duyệt thư xin lỗi"),
}
USUAL = Rule(None, 1)


@dataclass(frozen=True)
class RuleLine:
    """One line: what happens, what comes out, where (None: by its role) and how many times."""

    event: str
    document: str
    when: str
    what: str
    printer_id: int | None
    copies: int


def rule_lines(office: Office) -> list[RuleLine]:
    """Return a line for each event with which something may come out; one query."""
    rules = rules_of(office.pk)
    return [
        _line(event, document, rules.get((event, document), USUAL))
        for event, document in DOCUMENTS.items()
    ]


def _line(event: str, document: PrintJob.Document, rule: Rule) -> RuleLine:
    when = EVENTS[event] if event in EVENTS else TRANSITIONS[event].label
    printer = rule.printer.pk if rule.printer else None
    return RuleLine(event, document, str(when), str(document.label), printer, rule.copies)
