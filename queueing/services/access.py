"""Who may do what to which counter and ticket: rights first, then the state of the thing."""

from collections.abc import Collection, Iterable

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from onestop.directory.models import Office, User
from onestop.directory.refusals import NotAllowed, NotFound, StateForbids
from onestop.directory.rights import Right, ensure_right
from queueing.models import Counter, Ticket
from queueing.rows import staff_read
from queueing.services.events import OfficeQueue

LARGEST_ID = 2**63 - 1  # what a database can be asked for


def ensure_works_here(actor: User, office: Office, missing: str) -> None:
    """Raise `NotFound` with this sentence unless the account works in the office at all."""
    if not actor.memberships_in(office):
        raise NotFound(missing)


def counter_in_reach(counter_id: int, actor: User) -> Counter:
    """Return the counter if the account may operate it: one of its staff, with the right.

    Raises `NotFound` for another office's counter, `NotAllowed` for one of this office that the
    account is not assigned to.
    """
    office = Reach([counter_id]).office(counter_id, actor)
    counter = Counter.objects.get(pk=counter_id)
    counter.office = office
    return counter


class Reach:
    """Counters with their staff, read together; who may operate which is asked one by one."""

    def __init__(self, counter_ids: Iterable[int]) -> None:
        self._places = staff_read(one for one in counter_ids if one <= LARGEST_ID)

    def office(self, counter_id: int, actor: User) -> Office:
        """Return the counter's office if the account may operate the counter.

        Raises what `counter_in_reach` raises.
        """
        place = self._places.get(counter_id)
        office = next((one for one in actor.offices() if place and one.pk == place.office_id), None)
        if place is None or office is None:
            raise NotFound(_("Không tìm thấy quầy này."))
        ensure_right(actor, Right.COUNTER_OPERATE, office=office)
        _ensure_among(counter_id, office.pk, actor, place.staff)
        return office


def ticket_in_reach(ticket_id: int, actor: User, right: Right) -> Ticket:
    """Return the ticket if the account holds the right in its office; else as for counters."""
    missing = _("Không tìm thấy số này.")
    ticket = Ticket.objects.select_related("office").filter(pk=ticket_id).first()
    if ticket is None:
        raise NotFound(missing)
    ensure_works_here(actor, ticket.office, missing)
    ensure_right(actor, right, office=ticket.office)
    return ticket


def locked_counter(counter_id: int) -> Counter:
    """Return the counter as it is now, locked; the queue's row must be locked before."""
    return locked_counters([counter_id])[counter_id]


def locked_counters(counter_ids: Collection[int]) -> dict[int, Counter]:
    """Return counters as they are now, locked; the queue's row must be locked before."""
    counters = Counter.objects.select_for_update().filter(pk__in=counter_ids).order_by("pk")
    return {one.pk: one for one in counters}


def locked_ticket(ticket_id: int) -> Ticket:
    """Return the ticket as it is now, locked; the queue's row must be locked before."""
    return (
        Ticket.objects.select_for_update(of=("self",))
        .select_related("service", "priority", "case", "counter__officer")
        .get(pk=ticket_id)
    )


def locked_waiting(ticket_ids: Collection[int]) -> dict[int, Ticket]:
    """Return waiting tickets as they are now, locked; the queue's row must be locked before."""
    tickets = Ticket.objects.select_for_update(of=("self",)).select_related("service", "priority")
    found = list(tickets.filter(pk__in=ticket_ids).order_by("pk"))
    prefetch_related_objects(found, "case")  # few have one
    return {one.pk: one for one in found}


def ensure_staff(counter: Counter, actor: User) -> None:
    """Raise `NotAllowed` unless the account or whom it stands in for is of the staff."""
    staff = staff_read([counter.pk])[counter.pk].staff
    _ensure_among(counter.pk, counter.office_id, actor, staff)


def _ensure_among(counter_id: int, office_id: int, actor: User, staff: Collection[int]) -> None:
    here = set(staff).intersection(actor.acts_as(office_id))
    if here and actor.pk not in here:
        actor.stood_in_for_id = min(here)
    if not here:
        raise NotAllowed(
            _("Bạn không được phân công ở %(counter)s. Hãy chọn quầy của mình.")
            % {"counter": Counter.objects.get(pk=counter_id).name}
        )


def ensure_officer(counter: Counter, actor: User) -> None:
    """Raise `StateForbids` unless the account is the one that has opened the counter."""
    if counter.state == Counter.State.CLOSED:
        raise StateForbids(
            _("%(counter)s đang đóng. Hãy mở quầy trước.") % {"counter": counter.name}
        )
    if counter.officer_id != actor.pk:
        raise StateForbids(taken(counter))


def taken(counter: Counter) -> str:
    """Return the sentence that says who has the counter."""
    return _("%(counter)s đang do %(officer)s phụ trách.") % {
        "counter": counter.name,
        "officer": counter.officer or _("người khác"),
    }


def ensure_state(ticket: Ticket, *states: Ticket.State) -> None:
    """Raise `StateForbids` unless the ticket is in one of these states."""
    if ticket.state not in states:
        raise StateForbids(
            _("Số %(number)s đang ở trạng thái “%(state)s”; việc này cần trạng thái: %(needed)s.")
            % {
                "number": ticket.number,
                "state": ticket.get_state_display(),
                "needed": ", ".join(str(state.label) for state in states),
            }
        )


def ensure_of_today(ticket: Ticket, queue: OfficeQueue) -> None:
    """Raise `StateForbids` for a ticket of another date: it is never called again."""
    if ticket.day != queue.today:
        raise StateForbids(
            _("Số %(number)s là của ngày khác, không gọi lại được. Hãy cấp số mới.")
            % {"number": ticket.number}
        )


def locked_ticket_of(actor: User, ticket_id: int, *states: Ticket.State) -> Ticket:
    """Return the ticket, locked, if it is in one of the states and the account may move it on.

    While it is called or served it belongs to one counter: `NotAllowed` for whoever is not of
    that counter's staff, `StateForbids` for a colleague who has not opened it.
    """
    ticket = locked_ticket(ticket_id)
    counter = ticket.counter if ticket.state in Ticket.ACTIVE else None
    if counter is not None:
        ensure_staff(counter, actor)
    ensure_state(ticket, *states)
    if counter is not None:
        ensure_officer(counter, actor)
    return ticket
