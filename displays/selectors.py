"""What each screen shows, in the shape of its snapshot. Nothing in it is about a citizen."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from django.db.models import Prefetch
from django.utils import timezone

from displays.messages import View
from displays.places import places
from displays.viewers import Address, Audience, Viewer
from onestop.directory.models import Office
from queueing.models import Counter, PriorityClass, Service, Ticket
from queueing.overview import lobby_overview
from queueing.selectors import counter_view, place
from queueing.tokens import ticket_id_of


def viewers_at(addresses: Iterable[Address]) -> dict[Address, Viewer]:
    """Return the viewer behind each address that names one; a query for each kind of screen."""
    asked: dict[Audience, list[str]] = {audience: [] for audience in Audience}
    for address in addresses:
        asked[address.audience].append(address.name)
    return {
        Address(audience, name): Viewer(audience, office_id, pk)
        for audience, find in FINDERS.items()
        if asked[audience]
        for name, office_id, pk in find(asked[audience])
    }


MOST_DIGITS = 18  # of a number that every database takes

Found = Iterable[tuple[str, int, int]]  # the name, the office's id, the id of what it names


def _lobbies(codes: list[str]) -> Found:
    return Office.objects.filter(code__in=codes).values_list("code", "pk", "pk")


def _counter_screens(names: list[str]) -> Found:
    pks = [int(name) for name in names if len(name) <= MOST_DIGITS]
    counters = Counter.objects.filter(pk__in=pks)
    return ((str(pk), office_id, pk) for pk, office_id in counters.values_list("pk", "office_id"))


def _tickets(tokens: list[str]) -> Found:
    tokens_by_id = {ticket_id_of(token): token for token in tokens}
    tokens_by_id.pop(None, None)
    tickets = Ticket.objects.filter(pk__in=[pk for pk in tokens_by_id if pk is not None])
    return (
        (tokens_by_id[pk], office_id, pk)
        for pk, office_id in tickets.values_list("pk", "office_id")
    )


FINDERS: Mapping[Audience, Callable[[list[str]], Found]] = {
    Audience.LOBBY: _lobbies,
    Audience.COUNTER: _counter_screens,
    Audience.TICKET: _tickets,
}


def screen_views(office_id: int, viewers: Iterable[Viewer]) -> dict[Viewer, View]:
    """Return what each of an office's viewers shows now; those that do not exist are left out.

    A handful of queries, however many viewers there are.
    """
    wanted: dict[Audience, dict[int, Viewer]] = {audience: {} for audience in Audience}
    for viewer in viewers:
        wanted[viewer.audience][viewer.pk] = viewer
    now = timezone.now()
    views: dict[Viewer, View] = {}
    for audience, read in READERS.items():
        if wanted[audience]:
            found = read(office_id, list(wanted[audience]), now)
            views.update({wanted[audience][pk]: view for pk, view in found.items()})
    return views


def lobby_views(office_id: int, _pks: list[int], now: datetime) -> dict[int, View]:
    """Return the lobby's view by the office's id: counters, services, latest calls, its name."""
    view = lobby_overview(office_id, now)
    return {} if view is None else {office_id: view}


def counter_views(office_id: int, pks: list[int], _now: datetime) -> dict[int, View]:
    """Return the views of counter screens by the counter's id."""
    active = Ticket.objects.filter(state__in=Ticket.ACTIVE).select_related("service")
    counters = (
        Counter.objects.filter(office_id=office_id, pk__in=pks)
        .select_related("officer")
        .prefetch_related("services", Prefetch("tickets", active, to_attr="active"))
    )
    return {one.pk: _counter_screen(one, next(iter(one.active), None)) for one in counters}


def _counter_screen(counter: Counter, ticket: Ticket | None) -> View:
    """Return one counter's view; who serves there is written on every counter by law."""
    officer = counter.officer if counter.state != Counter.State.CLOSED else None
    view = counter_view(counter, ticket)
    return {
        "counter": place(counter),
        "state": counter.state,
        "pause_reason": counter.pause_reason,
        "ticket": view["ticket"],
        "service": ticket.service.code if ticket else None,
        "service_name": ticket.service.name if ticket else None,
        "service_name_en": _name_en(ticket.service) if ticket else None,
        "services": [one.name for one in counter.services.all() if one.active],
        "officer": {"name": officer.get_full_name(), "title": officer.title} if officer else None,
    }


def ticket_views(office_id: int, pks: list[int], now: datetime) -> dict[int, View]:
    """Return the views of citizens' tickets by the ticket's id."""
    tickets = list(
        Ticket.objects.filter(office_id=office_id, pk__in=pks).select_related("service", "counter")
    )
    found = places(office_id, tickets, now)
    return {
        one.pk: {
            "number": one.number,
            "state": one.state,
            "ahead": found[one.pk].ahead,
            "wait": found[one.pk].wait,
            "counter": place(one.counter),
            "service": one.service.code,
            "service_name": one.service.name,
            "service_name_en": _name_en(one.service),
        }
        for one in tickets
    }


def _name_en(service: Service) -> str:
    return service.name_en or service.name


READERS = {
    Audience.LOBBY: lobby_views,
    Audience.COUNTER: counter_views,
    Audience.TICKET: ticket_views,
}


def priority_classes(office: Office, language: str) -> list[str]:
    """Return the names of the office's priority classes for its notice, in this language."""
    classes = PriorityClass.objects.filter(office=office, active=True)
    return [(one.name_en if language == "en" else "") or one.name for one in classes]
