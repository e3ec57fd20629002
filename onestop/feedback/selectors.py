"""Every read of ratings: which visit a tablet asks about, and what supervisors see."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet
from django.utils import timezone

from onestop.directory.models import Office, User
from onestop.directory.rights import Right, has_right
from onestop.feedback.models import Rating, RatingComment
from queueing.models import Counter, Ticket

# How long a tablet asks after a visit before it goes back to rest.
ASK = timedelta(seconds=90)
MOST_GROUPS = 200
PAGE = 20
LONGEST_PERIOD = timedelta(days=366)


class By(StrEnum):
    """By what ratings are grouped."""

    COUNTER = "counter"
    OFFICER = "officer"
    SERVICE = "service"


NAMES = {By.COUNTER: "counter__name", By.OFFICER: "officer__full_name", By.SERVICE: "service__name"}


@dataclass(frozen=True)
class Period:
    """The local days from `first` to `last`, both of them counted."""

    first: date
    last: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Return the first moment of the period, and the first one after it."""
        days = (self.first, self.last + timedelta(days=1))
        begin, end = (timezone.make_aware(datetime.combine(day, time.min)) for day in days)
        return begin, end


@dataclass(frozen=True)
class Figures:
    """Ratings of one group: how many, their average (1 to 5), each score."""

    name: str
    count: int
    average: float
    scores: tuple[int, ...]  # from 5 down to 1

    @property
    def content(self) -> int:
        """Return how many of a hundred are content or very content."""
        return round(100 * sum(self.scores[:2]) / self.count) if self.count else 0


@dataclass(frozen=True)
class CommentPage:
    """A page of comments, the latest first; `after` is where the next one goes on."""

    comments: list[RatingComment]
    after: int | None


def visit_to_rate(counter: Counter, now: datetime) -> Ticket | None:
    """Return the visit that has just ended there, unless it is rated or the next one runs."""
    today = {"office": counter.office_id, "day": timezone.localdate(now), "counter": counter}
    ended = Ticket.objects.filter(state=Ticket.State.FINISHED, **today)
    last = ended.filter(ended_at__gt=now - ASK).order_by("-ended_at").first()
    if last is None or Rating.objects.filter(ticket=last).exists():
        return None
    goes_on = Ticket.objects.filter(counter=counter, state=Ticket.State.SERVING).exists()
    return None if goes_on else last


def offices_rated(actor: User) -> list[Office]:
    """Return the offices whose ratings the account may see, by name."""
    seen = [one for one in actor.offices() if has_right(actor, Right.RATING_VIEW, office=one)]
    return sorted(seen, key=lambda one: one.name)


def figures_by(office: Office, period: Period, by: By) -> list[Figures]:
    """Return the figures of the period group by group, the least content first."""
    name = NAMES[by]
    rows = _in(office, period).values(str(by), name).annotate(**_told())
    return [_figures(row[name] or "–", row) for row in rows.order_by("average", name)[:MOST_GROUPS]]


def figures_of(office: Office, period: Period) -> Figures:
    """Return the figures of the whole office in the period."""
    return _figures(office.name, _in(office, period).aggregate(**_told()))


def comments_page(office: Office, period: Period, after: int | None) -> CommentPage:
    """Return the comments of the period before the one with the id `after`, the latest first."""
    begin, end = period.moments
    rows = RatingComment.objects.filter(office=office, written_at__gte=begin, written_at__lt=end)
    last = rows.filter(pk=after).first() if after else None
    if last is not None:
        earlier = Q(written_at__lt=last.written_at)
        rows = rows.filter(earlier | Q(written_at=last.written_at, pk__lt=last.pk))
    related = rows.select_related("rating__counter", "rating__service", "rating__officer")
    found = list(related.order_by("-written_at", "-rating")[: PAGE + 1])
    return CommentPage(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None)


def _in(office: Office, period: Period) -> QuerySet[Rating]:
    begin, end = period.moments
    return Rating.objects.filter(office=office, rated_at__gte=begin, rated_at__lt=end)


def _told() -> dict[str, Any]:
    scores = {f"score_{one}": Count("pk", filter=Q(score=one)) for one in Rating.Score.values}
    return {"count": Count("pk"), "average": Avg("score"), **scores}


def _figures(name: str, row: dict[str, Any]) -> Figures:
    scores = tuple(row[f"score_{one}"] for one in (5, 4, 3, 2, 1))
    return Figures(name, row["count"], row["average"] or 0.0, scores)
