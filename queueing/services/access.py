"""Who may do what to which counter and ticket: rights first, then the state of the thing."""

from django.utils.translation import gettext as _

from onestop.directory.models import Office, User
from onestop.directory.refusals import NotAllowed, NotFound, StateForbids
from onestop.directory.rights import Right, ensure_right
from queueing.models import Counter, Ticket
from queueing.services.events import OfficeQueue


def ensure_works_here(actor: User, office: Office, missing: str) -> None:
    """Raise `NotFound` with this sentence unless the account works in the office at all."""
    if not actor.memberships_in(office):
        raise NotFound(missing)


def counter_in_reach(counter_id: int, actor: User) -> Counter:
    """Return the counter if the account may operate it: one of its staff, with the right.

    Raises `NotFound` for another office's counter, `NotAllowed` for one of this office that the
    account is not assigned to.
    """
    missing = _("Không tìm thấy quầy này.")
    counter = Counter.objects.select_related("office").filter(pk=counter_id).first()
    if counter is None:
        raise NotFound(missing)
    ensure_works_here(actor, counter.office, missing)
    ensure_right(actor, Right.COUNTER_OPERATE, office=counter.office)
    ensure_staff(counter, actor)
    return counter


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
    return (
        Counter.objects.select_for_update(of=("self",)).select_related("officer").get(pk=counter_id)
    )


def locked_ticket(ticket_id: int) -> Ticket:
    """Return the ticket as it is now, locked; the queue's row must be locked before."""
    return (
        Ticket.objects.select_for_update(of=("self",))
        .select_related("service", "priority", "case", "counter__officer")
        .get(pk=ticket_id)
    )


def ensure_staff(counter: Counter, actor: User) -> None:
    """Raise `NotAllowed` unless the account or whom it stands in for is of the staff."""
    here = counter.staff.filter(pk__in=actor.acts_as(counter.office_id))
    staff = set(here.values_list("pk", flat=True))
    if staff and actor.pk not in staff:
        actor.stood_in_for_id = min(staff)
    if not staff:
        raise NotAllowed(
            _("Bạn không được phân công ở %(counter)s. Hãy chọn quầy của mình.")
            % {"counter": counter.name}
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
