"""What an account that leaves has at its counter: closed, and the ticket goes on."""

from onestop.directory.models import User
from onestop.directory.rights import Right, has_right
from onestop.directory.signals import Leaving
from queueing.models import Counter, QueueEvent, Ticket
from queueing.services.access import locked_counter, locked_ticket
from queueing.services.calling import active_ticket
from queueing.services.counters import counter_shut
from queueing.services.events import OfficeQueue, locked_queue
from queueing.services.moves import ticket_move


def counters_hand_over(leaving: Leaving) -> None:
    """Close every counter that the account may not operate any more.

    A ticket that is called or served there waits again in its old place: for the successor where
    he has a counter open in this office, else for everybody. Runs in the transaction of what took
    the rights away; the account's row is locked, so that it opens no counter meanwhile.
    """
    mine = Counter.objects.filter(officer=leaving.account).select_related("office")
    for counter in mine.order_by("office_id"):
        if not _may_stay(leaving.account, counter):
            with locked_queue(counter.office, actor=leaving.actor, now=leaving.now) as queue:
                _hand_over(queue, counter.pk, leaving)
    if leaving.account.is_active:
        _unassign(leaving.account)


def _hand_over(queue: OfficeQueue, counter_id: int, leaving: Leaving) -> None:
    counter = locked_counter(counter_id)
    if counter.officer_id != leaving.account.pk:
        return  # a colleague has just closed it
    current = active_ticket(counter)
    if current is not None:
        ticket = locked_ticket(current.pk)
        ticket.wanted_counter = target = _target(queue, leaving.successor)
        data = {"handed_over": True, "to_counter": target.pk if target else None}
        kind = QueueEvent.Kind.TICKET_TRANSFERRED
        ticket_move(queue, ticket, Ticket.State.WAITING, kind, data)
    counter_shut(queue, counter, {"handed_over": True})


def _target(queue: OfficeQueue, successor: User | None) -> Counter | None:
    if successor is None:
        return None
    open_ones = Counter.objects.filter(office=queue.office).exclude(state=Counter.State.CLOSED)
    return open_ones.filter(officer=successor).first()


def _unassign(account: User) -> None:
    """Take the account off the staff of counters that it may not operate any more."""
    assigned = account.counters.select_related("office")
    account.counters.remove(*[one for one in assigned if not _may_stay(account, one)])


def _may_stay(account: User, counter: Counter) -> bool:
    return has_right(account, Right.COUNTER_OPERATE, office=counter.office)
