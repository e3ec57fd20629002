"""Cases page by page, newest first, by the filters of the contract."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.cases.access import offices_seen
from onestop.cases.models import Case
from onestop.cases.persons import is_number, may_be_number, persons_numbered
from onestop.cases.selectors.due import late_filter, on_time_filter
from onestop.cases.selectors.rows import CaseRow, loaded, rows_of
from onestop.cases.states import CaseState
from onestop.cases.texts import is_plain, text_clean
from onestop.clock.deadline import YEARS
from onestop.directory.models import User
from onestop.directory.refusals import BadInput

PAGE = 50
LONGEST_CURSOR = 18  # digits: what a row's id can have
LONGEST_QUERY = 100


@dataclass(frozen=True)
class CasePage:
    """Lines of a list; `cursor` asks for the next page and is None on the last."""

    rows: list[CaseRow]
    cursor: str | None


def cases_page(
    actor: User,
    now: datetime,
    *,
    state: str | None = None,
    overdue: bool | None = None,
    due_before: date | datetime | None = None,
    agency: str | None = None,
    q: str = "",
    cursor: str | None = None,
    size: int = PAGE,
) -> CasePage:
    """Return a page of the cases that the account may see; no total is counted.

    `overdue`: open and late now, or not. `due_before`: a date means its beginning. `q`: a part of
    the code or of the applicant's name, or a whole identity or phone number. Raises `NotAllowed`
    for who may see no cases, `BadInput` for a state, date or cursor that is none.
    """
    cases = _visible(actor).filter(
        _state(state), _overdue(overdue, now), _due(due_before), _agency(agency), text_condition(q)
    )
    found = list(loaded(cases.filter(_after(cursor)).order_by("-id"))[: size + 1])
    following = str(found[size - 1].pk) if len(found) > size else None
    return CasePage(rows_of(found[:size], now), following)


def _visible(actor: User) -> QuerySet[Case]:
    return Case.objects.filter(office__in=offices_seen(actor))


def _state(state: str | None) -> Q:
    if not state:
        return Q()
    if state not in CaseState.values:
        raise BadInput.field("state", _("Không có trạng thái này."))
    return Q(state=state)


def _overdue(overdue: bool | None, now: datetime) -> Q:  # noqa: FBT001 (a filter's value)
    if overdue is None:
        return Q()
    return late_filter(now) if overdue else on_time_filter(now)


def _due(before: date | datetime | None) -> Q:
    if before is None:
        return Q()
    if before.year not in YEARS:
        raise BadInput.field("due_before", _("Không có ngày này trong lịch."))
    moment = before if isinstance(before, datetime) else datetime.combine(before, time())
    if moment.tzinfo is None:
        moment = timezone.make_aware(moment)
    return Q(due_at__lt=moment)


def _agency(code: str | None) -> Q:
    if not code:
        return Q()
    return Q(agency__code=code) if is_plain(code) else Q(pk__in=[])


def text_condition(typed: str) -> Q:
    """Return the condition for a part of code or name, or a whole identity or phone number.

    A whole number is looked for by its digest alone; what only may be one, also as a text.
    """
    words = text_clean("q", typed, longest=LONGEST_QUERY)
    if not words:
        return Q()
    number = Q(pk__in=persons_numbered(words).values("case"))
    if is_number(words):
        return number | Q(code=words)
    text = Q(code__icontains=words) | Q(applicant__name__icontains=words)
    return text | number if may_be_number(words) else text


def _after(cursor: str | None) -> Q:
    if not cursor:
        return Q()
    if len(cursor) > LONGEST_CURSOR or not (cursor.isascii() and cursor.isdigit()):
        raise BadInput.field("cursor", _("Không có trang này."))
    return Q(id__lt=int(cursor))
