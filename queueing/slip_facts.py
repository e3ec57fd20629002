"""What a ticket's slip says of the ticket, read with one statement that is written by hand."""

from datetime import datetime
from typing import NamedTuple

from onestop.directory.rows import moment_read, rows_read

TICKET_SQL = (
    "SELECT office.name, ticket.number, service.name, service.name_en, class.name, class.name_en,"
    " ticket.issued_at, ticket.appointment_at"
    " FROM queueing_ticket AS ticket"
    " JOIN directory_office AS office ON office.id = ticket.office_id"
    " JOIN queueing_service AS service ON service.id = ticket.service_id"
    " LEFT JOIN queueing_priorityclass AS class ON class.id = ticket.priority_id"
    " WHERE ticket.id = %s"
)


class TicketFacts(NamedTuple):
    """A ticket as its slip tells it; `priority` is "" for one without a class."""

    office: str
    number: str
    service: str
    priority: str
    issued_at: datetime
    appointment_at: datetime | None


def ticket_facts(ticket_id: int, language: str) -> TicketFacts | None:
    """Return what the slip of the ticket says in the language; None where there is no ticket."""
    for row in rows_read(TICKET_SQL, ticket_id):
        office, number, name, name_en, priority, priority_en, issued_at, appointment_at = row
        in_english = language == "en"
        return TicketFacts(
            office=office,
            number=number,
            service=(in_english and name_en) or name,
            priority=(in_english and priority_en) or priority or "",
            issued_at=moment_read(issued_at),
            appointment_at=appointment_at and moment_read(appointment_at),
        )
    return None
