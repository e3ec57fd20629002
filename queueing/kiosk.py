"""What the kiosk shows: groups of procedures in everyday words, and how long each waits now."""

import hashlib
from collections import Counter as Tally
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.catalogue.models import Procedure
from onestop.catalogue.search import found
from onestop.directory.models import Office
from onestop.directory.refusals import NotFound, StateForbids
from queueing.availability import reasons_not_to_issue
from queueing.estimates import wait_range
from queueing.models import Counter, PriorityClass, Service
from queueing.waiting import recent_service_seconds, waiting_tickets
from queueing.wording import expected_wait, people_waiting

# A group that was found shows so many of the procedures that were meant.
MOST_MATCHES = 3
# A longer title would have ragged lines if its parts stayed whole.
LONGEST_IN_PARTS = 40


@dataclass(frozen=True)
class Group:
    """A group of procedures to touch; `people` and `wait` are words.

    `why_not` says why it takes no tickets now.
    """

    code: str
    title: str
    address: str
    active: bool
    returns_results: bool
    people: str
    wait: str
    open_counters: int
    why_not: str = ""
    matches: tuple[str, ...] = ()

    @property
    def title_parts(self) -> list[str]:
        """Return the title in parts that stay on one line each; a long one breaks anywhere."""
        if len(self.title) > LONGEST_IN_PARTS:
            return [self.title]
        return self.title.replace(", ", ",\n").splitlines()


@dataclass(frozen=True)
class KioskState:
    """The first screen: procedures, collecting a result, and who has priority."""

    groups: tuple[Group, ...]
    results: tuple[Group, ...]
    open_counters: int
    priorities: str
    found: bool
    # Whether some service is done by appointment.
    appointments: bool

    @property
    def mark(self) -> str:
        """Return what differs as soon as anything on the screen does."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()[:16]


class Line(NamedTuple):
    """How long the line for a service is now: people ahead of a newcomer, counters that call."""

    ahead: int
    open_counters: int


class Lines:
    """The lines of an office as they are now, read once for all services.

    A newcomer has before him all who wait for a counter that he might be called to.
    """

    def __init__(self, office: Office, now: datetime) -> None:
        self._counters = list(office.counters.prefetch_related("services"))
        waiting = waiting_tickets(office.pk, timezone.localdate(now)).order_by()
        rows = waiting.values_list("service_id", "wanted_counter_id").annotate(Count("pk"))
        self._waiting = Tally({(service, wanted): count for service, wanted, count in rows})

    @property
    def open_counters(self) -> int:
        """Return how many counters call at all."""
        return sum(one.state == Counter.State.OPEN for one in self._counters)

    def of(self, service: Service) -> Line:
        """Return the line for the service."""
        places = [one for one in self._counters if service in one.services.all()]
        served = {service.pk}.union(*({one.pk for one in place.services.all()} for place in places))
        ids = {place.pk for place in places}
        ahead = sum(
            count
            for (service_id, wanted), count in self._waiting.items()
            if wanted in ids or (wanted is None and service_id in served)
        )
        return Line(ahead, sum(place.state == Counter.State.OPEN for place in places))


def kiosk_state(office: Office, *, wanted: str, language: str, now: datetime) -> KioskState:
    """Return the first screen, or what is found; where nothing is found, everything."""
    lines = Lines(office, now)
    valid = Procedure.objects.valid_on(timezone.localdate(now))
    services = list(office.services.prefetch_related(Prefetch("procedures", valid)))
    meant = [service for service in services if found(wanted, _texts(service))]
    closed = reasons_not_to_issue(office, services, now)
    groups = [
        _group(
            one,
            lines.of(one),
            language,
            now,
            wanted=wanted,
            why_not=closed.get(one.pk, ""),
        )
        for one in meant or services
    ]
    return KioskState(
        groups=tuple(group for group in groups if not group.returns_results),
        results=tuple(group for group in groups if group.returns_results),
        open_counters=lines.open_counters,
        priorities=priorities_listed(priority_classes(office), language),
        found=bool(meant),
        appointments=any(one.active and one.slot_places for one in services),
    )


def kiosk_group(office: Office, code: str, *, language: str, now: datetime) -> Group:
    """Return the group that was touched.

    Raises `NotFound` where there is none, `StateForbids` for one that takes no tickets now.
    """
    service = next((one for one in office.services.all() if one.code == code), None)
    if service is None:
        raise NotFound(_("Không có việc này. Xin ông/bà chọn việc khác hoặc hỏi cán bộ."))
    if not service.active:
        advice = service.message or _("Xin ông/bà chọn việc khác hoặc hỏi cán bộ.")
        closed = _("“%(title)s” đang tạm ngừng nhận.") % {"title": title(service, language)}
        raise StateForbids(f"{closed} {advice}")
    why_not = reasons_not_to_issue(office, [service], now).get(service.pk)
    if why_not:
        raise StateForbids(
            _("“%(title)s”: %(why)s") % {"title": title(service, language), "why": why_not}
        )
    return _group(service, Lines(office, now).of(service), language, now)


def priority_classes(office: Office) -> list[PriorityClass]:
    """Return the priority classes that the office uses, in its order."""
    return list(office.priority_classes.filter(active=True))


def priorities_listed(classes: Iterable[PriorityClass], language: str) -> str:
    """Return the classes as they stand in a sentence: only the first begins large."""
    names = [title(one, language) for one in classes]
    return ", ".join(names[:1] + [name[:1].lower() + name[1:] for name in names[1:]])


def title(thing: Service | PriorityClass, language: str) -> str:
    """Return the everyday words of a service, or the name of a class, in the citizen's language."""
    if language != settings.LANGUAGE_CODE and thing.name_en:
        return thing.name_en
    return (isinstance(thing, Service) and thing.words) or thing.name


def _texts(service: Service) -> Iterable[str]:
    yield from (service.name, service.words, service.name_en)
    yield from (procedure.name for procedure in service.procedures.all())


def _group(
    service: Service,
    line: Line,
    language: str,
    now: datetime,
    *,
    wanted: str = "",
    why_not: str = "",
) -> Group:
    return Group(
        code=service.code,
        title=title(service, language),
        address=reverse("kiosk-service", args=[service.office.code, service.code]),
        active=not why_not,
        why_not=why_not,
        returns_results=service.returns_results,
        people=people_waiting(line.ahead),
        wait=_wait(service, line, now),
        open_counters=line.open_counters,
        matches=_matches(service, wanted),
    )


def _wait(service: Service, line: Line, now: datetime) -> str:
    """Return how long a newcomer would wait, or "" where nobody is ahead or nobody knows."""
    if not line.ahead or not line.open_counters:
        return ""
    wait = wait_range(
        ahead=line.ahead,
        service_seconds=recent_service_seconds(service.pk, now),
        counters=line.open_counters,
    )
    return expected_wait(*wait) if wait else ""


def _matches(service: Service, wanted: str) -> tuple[str, ...]:
    """Return the procedures that were meant, for a group whose own words do not say it."""
    if not wanted or found(wanted, [service.name, service.words, service.name_en]):
        return ()
    names = [one.name for one in service.procedures.all() if found(wanted, [one.name])]
    return tuple(names[:MOST_MATCHES])
