"""A visit is rated once, at its own counter, soon after its end."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from onestop.directory.refusals import BadInput, NotAllowed, NotFound, StateForbids
from onestop.directory.rights import Role
from onestop.directory.services import device_add, device_revoke
from onestop.feedback.models import Rating, RatingComment
from onestop.feedback.selectors import visit_to_rate
from onestop.feedback.services import WINDOW, comments_clear, rating_comment, rating_give
from queueing.services import ticket_finish, ticket_start
from tests.directory.administration import fresh
from tests.feedback.conftest import Corner, make_tablet


def test_it_keeps_who_served_where_and_names_no_citizen(corner: Corner) -> None:
    ticket = corner.visit()
    rating = rating_give(score=4, **corner.told(ticket))
    cast = corner.day.cast
    assert (rating.officer, rating.counter, rating.service) == (
        cast.an,
        cast.counter_1,
        cast.civil,
    )
    assert rating.device == corner.tablet


def test_a_visit_is_rated_once(corner: Corner) -> None:
    ticket = corner.visit()
    rating_give(score=5, **corner.told(ticket))
    with pytest.raises(StateForbids):
        rating_give(score=1, **corner.told(ticket))
    assert Rating.objects.get().score == 5


@pytest.mark.django_db(transaction=True)
def test_two_touches_at_once_make_one_rating(corner: Corner) -> None:
    ticket = corner.visit()

    def touch(score: int) -> bool:
        try:
            rating_give(score=score, **corner.told(ticket))
        except StateForbids:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as touching:
        done = list(touching.map(touch, [1, 2, 4, 5]))
    assert done.count(True) == Rating.objects.count() == 1


def test_one_that_goes_on_or_is_long_over_is_not_rated(corner: Corner) -> None:
    ticket = corner.visit()
    later = corner.day.now + WINDOW + timedelta(seconds=1)
    with pytest.raises(StateForbids):
        rating_give(score=5, **corner.told(ticket, now=later))
    corner.day.issue()
    running = corner.day.call().ticket
    with pytest.raises(StateForbids):
        rating_give(score=5, **corner.told(running))
    assert not Rating.objects.exists()


def test_another_counters_visit_is_not_found(corner: Corner) -> None:
    cast, day = corner.day.cast, corner.day
    day.open(cast.counter_2, cast.binh)
    day.issue()
    ticket = day.call(cast.counter_2, cast.binh).ticket
    for move in (ticket_start, ticket_finish):
        move(ticket_id=ticket.pk, actor=cast.binh, now=day.now)
    with pytest.raises(NotFound):
        rating_give(score=5, **corner.told(ticket))


def test_only_the_counters_own_tablet_rates(corner: Corner) -> None:
    cast, now, ticket = corner.day.cast, corner.day.now, corner.visit()
    told: dict[str, Any] = {"office": cast.office, "name": "Sảnh", "kind": Role.SCREEN}
    screen, _token = device_add(actor=cast.quan, now=now, **told)
    elsewhere, _token = make_tablet(cast, now, "Đánh giá 2", cast.counter_2.pk)
    for device in (screen, elsewhere, cast.an, cast.giang):
        with pytest.raises(NotAllowed):
            rating_give(score=5, **corner.told(ticket, device=device))
    with pytest.raises(NotFound):
        rating_give(score=5, **corner.told(ticket, device=cast.xuan))
    device_revoke(device_id=corner.tablet.pk, actor=cast.quan, now=now)
    with pytest.raises(NotAllowed):
        rating_give(score=5, **corner.told(ticket, device=fresh(corner.tablet)))


@pytest.mark.parametrize("score", [0, 6, -1, 10**9])
def test_a_score_that_is_none_is_refused(corner: Corner, score: int) -> None:
    with pytest.raises(BadInput):
        rating_give(score=score, **corner.told(corner.visit()))


def test_a_few_words_are_added_once(corner: Corner) -> None:
    ticket = corner.visit()
    with pytest.raises(StateForbids):
        rating_comment(text="Sớm quá", **corner.told(ticket))
    rating_give(score=4, **corner.told(ticket))
    rating_comment(text="  Cán bộ\n nhiệt tình\x00 ", **corner.told(ticket))
    assert RatingComment.objects.get().text == "Cán bộ nhiệt tình"
    with pytest.raises(StateForbids):
        rating_comment(text="Nữa", **corner.told(ticket))


@pytest.mark.parametrize("text", ["", " \n ", "x" * 501, "x" * 10_000])
def test_words_that_are_none_or_too_many_are_refused_clearly(corner: Corner, text: str) -> None:
    ticket = corner.visit()
    rating_give(score=4, **corner.told(ticket))
    with pytest.raises(BadInput) as refused:
        rating_comment(text=text, **corner.told(ticket))
    assert set(refused.value.errors) == {"text"}
    assert not RatingComment.objects.exists()


def test_the_tablet_asks_until_the_next_visit_begins(corner: Corner) -> None:
    day, counter = corner.day, corner.day.cast.counter_1
    ticket = corner.visit()
    assert visit_to_rate(counter, day.now) == ticket
    assert visit_to_rate(counter, day.now + timedelta(seconds=91)) is None
    day.issue()
    following = day.call().ticket
    assert visit_to_rate(counter, day.now) == ticket
    ticket_start(ticket_id=following.pk, actor=day.cast.an, now=day.now)
    assert visit_to_rate(counter, day.now) is None


def test_words_go_with_the_retention_of_tickets_and_ratings_stay(corner: Corner) -> None:
    ticket = corner.visit()
    rating_give(score=2, **corner.told(ticket))
    rating_comment(text="Chờ lâu", **corner.told(ticket))
    office = corner.day.cast.office
    assert comments_clear(office=office, before=corner.day.now) == 0
    assert comments_clear(office=office, before=corner.day.now + timedelta(days=91)) == 1
    assert Rating.objects.count() == 1
