"""What supervisors read of ratings: figures by group, and comments page by page."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from onestop.feedback.models import Rating, RatingComment
from queueing.models import Ticket
from tests.cast import Cast
from tests.feedback.conftest import Corner

QUERIES = 9


def store(cast: Cast, now: datetime, scores: list[int], words: str = "") -> None:
    """Store ended visits with these ratings, a minute apart, and words beside each."""
    start = Ticket.objects.count()
    for number, score in enumerate(scores, start=start + 1):
        at = now + timedelta(minutes=number)
        ticket = Ticket.objects.create(
            office=cast.office,
            service=cast.civil if score > 2 else cast.certify,
            day=now.date(),
            letter="A",
            sequence=number,
            number=f"A{number:03}",
            state="finished",
            counter=cast.counter_1,
            issued_at=at,
            waiting_since=at,
            ended_at=at,
        )
        rating = Rating.objects.create(
            office=cast.office,
            ticket=ticket,
            counter=cast.counter_1,
            service=ticket.service,
            officer=cast.an if score > 2 else cast.binh,
            score=score,
            rated_at=at,
        )
        if words:
            RatingComment.objects.create(
                rating=rating, office=cast.office, text=f"{words} {number}", written_at=at
            )


@pytest.fixture
def seen(giang: Client, corner: Corner) -> Any:
    """Return a function that opens the page on the Monday of the tests, signed in there."""
    moment = corner.day.now + timedelta(hours=8)
    with time_machine.travel(moment, tick=False):
        giang.force_login(corner.day.cast.giang)

    def open_page(**asked: Any) -> Any:
        with time_machine.travel(moment, tick=False):
            return giang.get("/ratings/", asked)

    return open_page


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("counter", [("Quầy 1", 4, 50)]),
        ("officer", [("Lê Văn Bình", 2, 0), ("Trần Thị An", 2, 100)]),
        ("service", [("Chứng thực", 2, 0), ("Hộ tịch", 2, 100)]),
    ],
)
def test_figures_come_by_group_the_least_content_first(
    seen: Any, corner: Corner, by: str, names: list[tuple[str, int, int]]
) -> None:
    store(corner.day.cast, corner.day.now, [5, 4, 1, 2])
    groups = seen(by=by).context["groups"]
    assert [(one.name, one.count, one.content) for one in groups] == names


def test_only_the_period_counts(seen: Any, corner: Corner) -> None:
    store(corner.day.cast, corner.day.now, [5, 4])
    assert seen(first="2026-11-23", last="2026-11-23").context["whole"].count == 2
    assert seen(first="2026-11-24", last="2026-11-24").context["whole"].count == 0
    assert seen().context["whole"].count == 2


def test_comments_come_page_by_page_each_once_at_the_same_cost(
    seen: Any, corner: Corner, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    store(corner.day.cast, corner.day.now, [3] * 45, words="Ý")
    found: list[str] = []
    after: Any = ""
    while after is not None:
        with django_assert_max_num_queries(QUERIES):
            page = seen(after=after).context["page"]
        found += [one.text for one in page.comments]
        after = page.after
    assert found == [f"Ý {number}" for number in range(45, 0, -1)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"first": "x"},
        {"first": "2026-12-01", "last": "2026-11-01"},
        {"first": "2020-01-01", "last": "2026-11-01"},
        {"first": "0001-01-01", "last": "9999-12-31"},
        {"by": "citizen"},
    ],
)
def test_a_period_that_is_none_is_said(seen: Any, wrong: dict[str, str]) -> None:
    answer = seen(**wrong)
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()


def test_who_may_not_see_them_does_not(client: Client, corner: Corner) -> None:
    cast = corner.day.cast
    for name, status in {"an": 403, "chi": 403, "quan": 403, "dung": 200, "giang": 200}.items():
        client.force_login(getattr(cast, name))
        assert client.get("/ratings/").status_code == status
    client.force_login(cast.giang)
    assert client.get("/ratings/", {"office": "khac"}).status_code == 404
