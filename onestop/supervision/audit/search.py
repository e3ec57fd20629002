"""Reading the audit: a page of what happened in one office, the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.cases.models import Case
from onestop.directory.models import AuditEvent, Office, User
from onestop.directory.refusals import BadInput
from onestop.directory.rights import Right, has_right
from onestop.supervision.audit.words import (
    GROUPS,
    action_words,
    change_words,
    origin_words,
    thing_words,
)
from queueing.models import Counter, Ticket

PAGE = 50
DAY = timedelta(days=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
# Digits of a moment in microseconds (until the year 2286) and of a row's id.
LONGEST_MOMENT = 16
LONGEST_ID = 18


@dataclass(frozen=True)
class Wanted:
    """What is searched for; `first` and `last` are whole days, `group` a key of `GROUPS`."""

    first: date
    last: date
    person: User | None = None
    case: Case | None = None
    group: str = ""


@dataclass(frozen=True)
class AuditRow:
    """One row in words. `case_code` is that of the case it is about, if it is about one."""

    event: AuditEvent
    who: str
    what: str
    thing: str
    case_code: str
    origin: str
    changes: list[tuple[str, str]]


@dataclass(frozen=True)
class AuditPage:
    """Rows, and the cursor of the next page; None on the last."""

    rows: list[AuditRow]
    cursor: str | None


def offices_audited(actor: User) -> list[Office]:
    """Return the offices whose audit the account may search, by name."""
    seen = [one for one in actor.offices() if has_right(actor, Right.AUDIT_VIEW, office=one)]
    return sorted(seen, key=lambda one: one.name)


def audit_page(office: Office, wanted: Wanted, *, cursor: str = "", size: int = PAGE) -> AuditPage:
    """Return a page of the office's audit; no total is counted. Raises `BadInput` for a cursor."""
    found = list(audit_events(office, wanted, cursor=cursor)[: size + 1])
    return AuditPage(_rows(found[:size]), _cursor(found[size - 1]) if len(found) > size else None)


def audit_events(office: Office, wanted: Wanted, *, cursor: str = "") -> QuerySet[AuditEvent]:
    """Return the office's rows that come after the cursor, the newest first.

    A case is the office's: by its subject alone its few rows are found by their own index.
    """
    at, last_id = _place(cursor)
    events = AuditEvent.objects.filter(_within(wanted), _group(wanted.group))
    if wanted.person is not None:
        events = events.filter(actor_id=wanted.person.pk)
    if wanted.case is not None:
        of_case = events.filter(subject=f"case:{wanted.case.pk}", id__lt=last_id)
        return of_case.order_by("-id")
    after = Q(at__lt=at) | Q(at=at, id__lt=last_id)
    return events.filter(after, at__lte=at, office_id=office.pk).order_by("-at", "-id")


def _within(wanted: Wanted) -> Q:
    first, end = (timezone.make_aware(datetime.combine(one, time())) for one in _days(wanted))
    return Q(at__gte=first, at__lt=end)


def _days(wanted: Wanted) -> tuple[date, date]:
    return wanted.first, wanted.last + DAY


def _group(name: str) -> Q:
    if not name:
        return Q()
    _words, beginnings = GROUPS[name]
    condition = Q()
    for beginning in beginnings:
        condition |= Q(action__startswith=beginning)
    return condition


def _cursor(event: AuditEvent) -> str:
    return f"{(event.at - EPOCH) // MICROSECOND}-{event.pk}"


def _place(cursor: str) -> tuple[datetime, int]:
    """Return after which moment and id the page begins; without a cursor, after everything."""
    if not cursor:
        return EPOCH + MICROSECOND * (10**LONGEST_MOMENT - 1), 10**LONGEST_ID
    moment, _dash, row_id = cursor.partition("-")
    return EPOCH + MICROSECOND * _digits(moment, LONGEST_MOMENT), _digits(row_id, LONGEST_ID)


def _digits(text: str, longest: int) -> int:
    if not 0 < len(text) <= longest or not (text.isascii() and text.isdigit()):
        raise BadInput.field("cursor", _("Không có trang này."))
    return int(text)


def _rows(events: list[AuditEvent]) -> list[AuditRow]:
    """Return the rows in words; names are read once for the page."""
    people = _people(events)
    names = _names(events)
    return [_row(one, people, names) for one in events]


def _row(event: AuditEvent, people: dict[int, str], names: dict[str, str]) -> AuditRow:
    kind, _colon, key = event.subject.partition(":")
    name = names.get(event.subject, key)
    return AuditRow(
        event=event,
        who=people.get(event.actor_id, f"#{event.actor_id}") if event.actor_id else "",
        what=action_words(event.action),
        thing=name if kind == "counter" else f"{thing_words(kind)} {name}".strip(),
        case_code=names.get(event.subject, "") if kind == "case" else "",
        origin=origin_words(event.origin),
        changes=change_words(event.before, event.after),
    )


def _people(events: list[AuditEvent]) -> dict[int, str]:
    ids = {one.actor_id for one in events if one.actor_id} | set(_keys(events, "account"))
    return {one.pk: f"{one} ({one.username})" for one in User.objects.filter(pk__in=ids)}


def _names(events: list[AuditEvent]) -> dict[str, str]:
    """Return what people call the things: a query for each kind that occurs."""
    names: dict[str, str] = {}
    for kind, (manager, field) in NAMED.items():
        keys = _keys(events, kind)
        if keys:
            found = manager.filter(pk__in=keys).values_list("pk", field)
            names.update({f"{kind}:{pk}": str(name) for pk, name in found})
    return names


def _keys(events: Iterable[AuditEvent], kind: str) -> list[int]:
    parts = (one.subject.partition(":") for one in events)
    return [int(key) for name, _colon, key in parts if name == kind and key.isdigit()]


NAMED = {
    "case": (Case.objects, "code"),
    "ticket": (Ticket.objects, "number"),
    "counter": (Counter.objects, "name"),
    "account": (User.objects, "username"),
    "office": (Office.objects, "code"),
}
