"""Dossiers between two places: what is ready to go, what is on its way, and each batch."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.cases.hand_over_days import hand_on_day
from onestop.cases.models import Case, HandOver, HandOverBatch
from onestop.cases.models.hand_overs import WAITS
from onestop.cases.places import acts_at, at_places_of, place_name
from onestop.catalogue.selectors import deadline_calendar
from onestop.clock.calendar import WorkingCalendar
from onestop.directory.models import Agency, Office, User
from onestop.directory.refusals import NotFound
from onestop.directory.selectors import office_ids_of

LONGEST = 200
LATEST = 20

LOADED = ("case__procedure", "case__office", "case__applicant", "from_agency", "to_agency")
PEOPLE = ("from_agency", "to_agency", "from_person", "to_person", "signed_by", "to_step")


@dataclass(frozen=True)
class ReadyLine:
    """A dossier that is ready, the day on which it must go, and whether that day has passed."""

    row: HandOver
    day: date
    is_late: bool


@dataclass
class Ready:
    """What is ready to go from one place to another: what must go today, and what may go later."""

    office: Office
    giver: Agency | None
    taker: Agency | None
    today: list[ReadyLine] = field(default_factory=list)
    later: list[ReadyLine] = field(default_factory=list)

    @property
    def way(self) -> str:
        """Return from where to where."""
        return f"{place_name(self.giver)} → {place_name(self.taker)}"


@dataclass(frozen=True)
class BatchSeen:
    """A batch with its lines; `may_confirm`: the account receives it and it is not confirmed."""

    batch: HandOverBatch
    rows: list[HandOver]
    may_confirm: bool

    @property
    def giver(self) -> str:
        """Return the name of the place from which it comes."""
        return place_name(self.batch.from_agency)

    @property
    def taker(self) -> str:
        """Return the name of the place to which it goes."""
        return place_name(self.batch.to_agency)


def ready_to_hand_over(actor: User, now: datetime) -> list[Ready]:
    """Return what the account has to hand on, by way, the oldest first, at most 200 dossiers.

    Decree 118/2025 Art. 18: what was ready until 15:00 goes the same working day, the rest first
    thing on the next.
    """
    mine = at_places_of(actor, office="case__office", agency="from_agency")
    ready = HandOver.objects.filter(WAITS, mine, batch=None, from_step__isnull=False)
    calendars: dict[int, WorkingCalendar] = {}
    groups: dict[tuple[int, int | None, int | None], Ready] = {}
    for row in ready.select_related(*LOADED).order_by("ready_at", "id")[:LONGEST]:
        office = row.case.office
        if office.pk not in calendars:
            calendars[office.pk] = deadline_calendar(office)
        way = (office.pk, row.from_agency_id, row.to_agency_id)
        group = groups.setdefault(way, Ready(office, row.from_agency, row.to_agency))
        _sort_in(group, row, calendars[office.pk], now)
    return sorted(groups.values(), key=lambda one: (not one.today, one.way))


def arriving(actor: User) -> list[HandOver]:
    """Return what comes singly from another agency to the account's, at most 200."""
    mine = at_places_of(actor, office="case__office", agency="to_agency")
    between = Q(from_agency__isnull=False, to_agency__isnull=False)
    single = HandOver.objects.filter(WAITS, mine, between, batch=None)
    return list(single.select_related(*LOADED).order_by("ready_at", "id")[:LONGEST])


def batches_waiting(actor: User) -> list[HandOverBatch]:
    """Return the batches that wait for the account's confirmation, the oldest first; `size`."""
    mine = at_places_of(actor, office="office", agency="to_agency")
    waiting = HandOverBatch.objects.filter(mine, confirmed_at__isnull=True)
    return list(_counted(waiting).order_by("id")[:LONGEST])


def batches_given(actor: User) -> list[HandOverBatch]:
    """Return the latest batches that the account's places gave, the newest first; `size`."""
    mine = at_places_of(actor, office="office", agency="from_agency")
    return list(_counted(HandOverBatch.objects.filter(mine)).order_by("-id")[:LATEST])


def batch_seen(batch_id: int, actor: User) -> BatchSeen:
    """Return the batch with its lines in order of the case codes, or raise `NotFound`."""
    found = HandOverBatch.objects.filter(pk=batch_id, office__in=office_ids_of(actor))
    people = ("office", "from_agency", "to_agency", "given_by", "confirmed_by")
    batch = found.select_related(*people).first()
    if batch is None:
        raise NotFound(_("Không tìm thấy danh sách bàn giao này."))
    rows = batch.hand_overs.select_related(*LOADED, *PEOPLE, "returned_by")
    may_confirm = batch.confirmed_at is None and acts_at(actor, batch.office, batch.to_agency)
    return BatchSeen(batch, list(rows.order_by("case__code")), may_confirm)


def hand_overs_of(case: Case) -> list[HandOver]:
    """Return the lines of the case's control sheet in order."""
    return list(case.hand_overs.select_related("case", *PEOPLE))


def _sort_in(group: Ready, row: HandOver, calendar: WorkingCalendar, now: datetime) -> None:
    day, today = hand_on_day(calendar, row.ready_at), timezone.localdate(now)
    line = ReadyLine(row, day, is_late=day < today)
    (group.today if day <= today else group.later).append(line)


def _counted(batches: QuerySet[HandOverBatch]) -> QuerySet[HandOverBatch]:
    loaded = batches.select_related("from_agency", "to_agency", "given_by", "confirmed_by")
    return loaded.annotate(size=Count("hand_overs"))
