"""Letters of apology as lists: what is owed, what was missed, what was sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, Q, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onestop.cases.lifecycle import ApologyState
from onestop.cases.models import Apology, ApologyAttempt, ApologyObligation, Case
from onestop.cases.selectors.apologies import PEOPLE, apologies_open
from onestop.cases.selectors.cursors import cursor_at, earlier_than, later_than
from onestop.cases.selectors.pages import PAGE
from onestop.cases.selectors.rows import CaseRow, loaded, rows_of
from onestop.cases.texts import is_plain
from onestop.directory.models import Office, User
from onestop.directory.rights import DEVICES

# Accounts that a filter offers; an office has some dozens.
MOST_PEOPLE = 300

OPEN = Q(closed_at__isnull=True)  # in the words of the partial index
STAGES = {
    "warned": Q(owed_at__isnull=True),
    "owed": Q(owed_at__isnull=False, missed_at__isnull=True),
    "missed": Q(missed_at__isnull=False),
}
ATTEMPTS = Prefetch("attempts", ApologyAttempt.objects.select_related("by"))


class ApologyList(TextChoices):
    """Which letters are listed."""

    WAITING = "waiting", _("Chờ bạn")
    WARNED = "warned", _("Sắp phải gửi")
    OWED = "owed", _("Phải gửi")
    MISSED = "missed", _("Quá hạn gửi")
    SENT = "sent", _("Đã gửi")


@dataclass(frozen=True)
class ApologyWanted:
    """What a list is to show; what is empty does not narrow it.

    `agency` is a code, `person` an account: who holds the case (of a missed letter: held it when
    it was missed), or who drafted the letter that was sent.
    """

    agency: str = ""
    person: int | None = None


@dataclass(frozen=True)
class ApologyLine:
    """A line: the case, what it owes, and the letter that is being made for it or was sent."""

    row: CaseRow
    obligation: ApologyObligation | None
    letter: Apology | None


@dataclass(frozen=True)
class ApologyPage:
    """Lines of a list; `cursor` asks for the next page and is None on the last."""

    lines: list[ApologyLine]
    cursor: str | None


@dataclass(frozen=True)
class ApologyCounts:
    """How many letters each list holds; `sent` counts those of this month."""

    warned: int
    owed: int
    missed: int
    sent: int


def apology_counts(
    offices: Sequence[Office], now: datetime, wanted: ApologyWanted | None = None
) -> ApologyCounts:
    """Return how many letters the offices owe, missed and sent; two queries."""
    wanted = wanted or ApologyWanted()
    counted = {name: Count("pk", filter=stage) for name, stage in STAGES.items()}
    owed = _obligations(offices, wanted).aggregate(**counted)
    first = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return ApologyCounts(**owed, sent=_sent(offices, wanted).filter(sent_at__gte=first).count())


def apologies_owed(
    offices: Sequence[Office],
    now: datetime,
    stage: str,
    wanted: ApologyWanted,
    *,
    cursor: str = "",
    size: int = PAGE,
) -> ApologyPage:
    """Return a page of what is owed, at the stage, by when it must be sent; no total is counted.

    Raises `BadInput` for a cursor that is none.
    """
    rows = _obligations(offices, wanted).filter(STAGES[stage], later_than(cursor, "send_by"))
    located = rows.select_related("step", "agency", "holder").order_by("send_by", "id")
    found = list(located[: size + 1])
    lines = [
        ApologyLine(row, one, _under_way(row))
        for one, row in _with_rows(found[:size], now)
        if isinstance(one, ApologyObligation)
    ]
    last = found[size - 1] if len(found) > size else None
    return ApologyPage(lines, cursor_at(last.send_by, last.pk) if last else None)


def apologies_waiting(actor: User, now: datetime) -> ApologyPage:
    """Return the letters whose next move is the account's, at most 200, in one page."""
    letters = apologies_open(actor)
    rows = rows_of((one.case for one in letters), now)
    lines = [ApologyLine(row, None, one) for one, row in zip(letters, rows, strict=True)]
    return ApologyPage(lines, None)


def apologies_sent(
    offices: Sequence[Office],
    now: datetime,
    wanted: ApologyWanted,
    *,
    cursor: str = "",
    size: int = PAGE,
) -> ApologyPage:
    """Return a page of the letters that were sent, the latest first, with how they arrived."""
    rows = _sent(offices, wanted).filter(earlier_than(cursor, "sent_at"))
    letters = rows.select_related(*PEOPLE).prefetch_related(ATTEMPTS).order_by("-sent_at", "-id")
    found = list(letters[: size + 1])
    lines = [
        ApologyLine(row, None, one)
        for one, row in _with_rows(found[:size], now)
        if isinstance(one, Apology)
    ]
    last = found[size - 1] if len(found) > size else None
    following = cursor_at(last.sent_at, last.pk) if last and last.sent_at else None
    return ApologyPage(lines, following)


def people_of(offices: Iterable[Office]) -> list[User]:
    """Return who works in the offices, by name, at most 300: whom a list may be narrowed to."""
    staff = User.objects.filter(memberships__office__in=list(offices))
    people = staff.exclude(memberships__role__in=DEVICES).distinct()
    return list(people.order_by("full_name", "pk")[:MOST_PEOPLE])


def _obligations(offices: Sequence[Office], wanted: ApologyWanted) -> QuerySet[ApologyObligation]:
    rows = ApologyObligation.objects.filter(OPEN, office__in=list(offices))
    if wanted.agency:
        rows = rows.filter(_agency(wanted.agency))
    return rows if wanted.person is None else rows.filter(holder=wanted.person)


def _sent(offices: Sequence[Office], wanted: ApologyWanted) -> QuerySet[Apology]:
    rows = Apology.objects.filter(sent_at__isnull=False, office__in=list(offices))
    if wanted.agency:
        rows = rows.filter(_agency(wanted.agency))
    return rows if wanted.person is None else rows.filter(drafted_by=wanted.person)


def _agency(code: str) -> Q:
    return Q(agency__code=code) if is_plain(code) else Q(pk__in=[])


def _under_way(row: CaseRow) -> Apology | None:
    """Return the letter that is being made; one that was sent before met another obligation."""
    letter = row.apology
    return letter if letter is not None and letter.state != ApologyState.SENT else None


def _with_rows(
    found: Sequence[ApologyObligation | Apology], now: datetime
) -> list[tuple[ApologyObligation | Apology, CaseRow]]:
    """Return each with the line of its case, however many in the same number of queries."""
    cases = loaded(Case.objects.filter(pk__in=[one.case_id for one in found]))
    rows = {row.case.pk: row for row in rows_of(cases, now)}
    return [(one, rows[one.case_id]) for one in found]
