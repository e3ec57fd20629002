"""What a ticket's slip says of the ticket, read with one statement that is written by hand."""

from datetime import datetime
from typing import NamedTuple

from django.db import connection

from onestop.directory.rows import moment_read

TICKET_SQL = (
    "SELECT office.name, ticket.number, service.name, service.name_en, class.name, class.name_en,"
    " ticket.issued_at, ticket.appointment_at"
    " FROM queueing_ticket AS ticket"
    " JOIN directory_office AS office ON office.id = ticket.office_id"
    " JOIN queueing_service AS service ON service.id = ticket.service_id"
    " LEFT JOIN queueing_priorityclass AS class ON class.id = ticket.priority_id"
    " WHERE ticket.id = %s"
)


class Names(NamedTuple):
    """A name in Vietnamese and, where there is one, in English."""

    vi: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the name in the language, else in Vietnamese."""
        return (language == "en" and self.en) or self.vi


class TicketFacts(NamedTuple):
    """A ticket as its slip tells it; `priority` is None for one without a class."""

    office: str
    number: str
    service: Names
    priority: Names | None
    issued_at: datetime
    appointment_at: datetime | None


def ticket_facts(ticket_id: int) -> TicketFacts | None:
    """Return what the slip of the ticket says; None where there is no such ticket."""
    with connection.cursor() as cursor:
        cursor.execute(TICKET_SQL, [ticket_id])
        row = cursor.fetchone()
    if row is None:
        return None
    office, number, name, name_en, priority, priority_en, issued_at, appointment_at = row
    return TicketFacts(
        office=office,
        number=number,
        service=Names(name, name_en),
        priority=Names(priority, priority_en) if priority else None,
        issued_at=moment_read(issued_at),
        appointment_at=appointment_at and moment_read(appointment_at),
    )
