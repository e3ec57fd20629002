"""What each screen shows, in the shape of its snapshot. Nothing in it is about a citizen."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch
from django.utils import timezone

from displays.messages import View
from displays.places import places
from displays.viewers import Audience, Viewer
from onestop.directory.models import Office
from queueing.models import Counter, PriorityClass, Service, Ticket
from queueing.selectors import counter_view, place, queue_view, ticket_by_token


def lobby_viewer(office_code: str) -> Viewer | None:
    """Return the viewer behind the address of an office's lobby, or None."""
    office_id = Office.objects.filter(code=office_code).values_list("pk", flat=True).first()
    return None if office_id is None else Viewer(Audience.LOBBY, office_id, office_id)


def counter_viewer(counter_id: int) -> Viewer | None:
    """Return the viewer behind the address of a counter's screen, or None."""
    counter = Counter.objects.filter(pk=counter_id).only("office_id").first()
    return None if counter is None else Viewer(Audience.COUNTER, counter.office_id, counter.pk)


def ticket_viewer(token: str) -> Viewer | None:
    """Return the viewer behind the address of a ticket's page, or None."""
    ticket = ticket_by_token(token)
    return None if ticket is None else Viewer(Audience.TICKET, ticket.office_id, ticket.pk)


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
    office = Office.objects.filter(pk=office_id).first()
    if office is None:
        return {}
    view = queue_view(office, now=now)
    del view["seq"]
    return {office.pk: {"office": {"code": office.code, "name": office.name}, **view}}


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
