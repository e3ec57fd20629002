"""The day of a counter: whom it served and what it took in, from the queue's events."""

from collections import Counter as Tally
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.directory.models import User
from printing.dossiers import name_of
from printing.slips import Dossier, SummarySlip
from queueing.models import Counter, QueueEvent, SubmittedForm, Ticket
from queueing.wording import minutes_since

# More dossiers than these are counted, but not listed.
LISTED_DOSSIERS = 40
Kind = QueueEvent.Kind


@dataclass(frozen=True)
class CounterDay:
    """What a counter did on a day until a moment; `minutes` are of each finished turn."""

    counter: Counter
    day: date
    until: datetime
    officers: tuple[str, ...]
    first_at: datetime | None
    last_at: datetime | None
    called: int
    no_show: int
    transferred: int
    finished: int
    minutes: tuple[int, ...]
    outcomes: tuple[tuple[str, int], ...]
    services: tuple[tuple[str, int], ...]
    dossiers: tuple[Dossier, ...]
    dossier_count: int


def counter_day(counter: Counter, day: date, *, until: datetime) -> CounterDay:
    """Return the counter's day as it stood at `until`; three queries, however long the day was."""
    events = _events(counter, day, until)
    happened = Tally(event.kind for event in events) - Tally(_undone(events))
    finished = _finished(events)
    forms = SubmittedForm.objects.filter(
        ticket__in={event.ticket_id for event in events if event.ticket_id},
        case__isnull=False,
        submitted_at__lte=until,
    )
    received = list(forms.select_related("case__procedure").order_by("submitted_at", "pk"))
    return CounterDay(
        counter=counter,
        day=day,
        until=until,
        officers=_names(event.actor for event in events),
        first_at=next((one.at for one in events if one.kind == Kind.TICKET_CALLED), None),
        last_at=events[-1].at if events else None,
        called=happened[Kind.TICKET_CALLED],
        no_show=happened[Kind.TICKET_NO_SHOW],
        transferred=happened[Kind.TICKET_TRANSFERRED],
        finished=len(finished),
        minutes=tuple(map(_minutes, finished)),
        outcomes=_by_outcome(finished),
        services=tuple(Tally(one.service.name for one in finished if one.service).most_common()),
        dossiers=tuple(_dossier(one) for one in received[:LISTED_DOSSIERS]),
        dossier_count=len(received),
    )


def summary_slip(day: CounterDay) -> SummarySlip:
    """Return what stands on the slip."""
    return SummarySlip(
        office=day.counter.office.name,
        counter=day.counter.name,
        officers=day.officers,
        day=day.day,
        first_at=day.first_at,
        last_at=day.last_at,
        figures=tuple(_figures(day)),
        services=day.services,
        dossiers=day.dossiers,
        dossier_count=day.dossier_count,
        until=day.until,
    )


def _events(counter: Counter, day: date, until: datetime) -> list[QueueEvent]:
    """Return what happened at the counter on the day, in order."""
    zone = timezone.get_current_timezone()
    start = datetime.combine(day, time(), zone)
    end = min(until, datetime.combine(day + timedelta(days=1), time(), zone))
    found = QueueEvent.objects.filter(
        office=counter.office_id, counter=counter, at__gte=start, at__lte=end
    )
    return list(found.select_related("actor", "service", "ticket").order_by("seq"))


def _undone(events: Sequence[QueueEvent]) -> Iterator[str]:
    for event in events:
        if event.kind == Kind.TICKET_RESTORED:
            yield event.data.get("undone", "")


def _finished(events: Sequence[QueueEvent]) -> list[QueueEvent]:
    """Return the events with which turns ended here and that were not taken back."""
    last: dict[int, QueueEvent] = {}
    for event in events:
        if event.ticket_id is not None:
            last[event.ticket_id] = event
    return [event for event in last.values() if event.kind == Kind.TICKET_FINISHED]


def _minutes(finished: QueueEvent) -> int:
    ticket = finished.ticket
    began = (ticket.started_at or ticket.called_at) if ticket else None
    return minutes_since(began, finished.at) if began else 0


def _by_outcome(finished: Sequence[QueueEvent]) -> tuple[tuple[str, int], ...]:
    """Return how many turns ended in each way, in the order of the list; only what happened."""
    tally = Tally(event.data.get("outcome", "") for event in finished)
    told = [(str(one.label), tally[one]) for one in Ticket.Outcome]
    return tuple((name, count) for name, count in told if count)


def _names(people: Iterable[User | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in people if (name := name_of(one))))


def _dossier(form: SubmittedForm) -> Dossier:
    case = form.case
    return Dossier(case.code, case.procedure.name) if case else Dossier("", "")


def _figures(day: CounterDay) -> Iterator[tuple[str, str]]:
    yield _("Số đã gọi"), str(day.called)
    yield _("Đã phục vụ xong"), str(day.finished)
    for name, count in day.outcomes:
        yield f"– {name}", str(count)
    yield _("Vắng mặt"), str(day.no_show)
    yield _("Chuyển quầy khác"), str(day.transferred)
    if day.minutes:
        middle = _("%(minutes)d phút") % {"minutes": round(median(day.minutes))}
        longest = _("%(minutes)d phút") % {"minutes": max(day.minutes)}
        yield _("Một lượt thường mất"), middle
        yield _("Lượt lâu nhất"), longest
