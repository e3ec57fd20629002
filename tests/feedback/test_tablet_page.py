"""The tablet's page: it asks, takes one touch, thanks; others change nothing there."""

from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from onestop.feedback.models import Rating, RatingComment
from tests.feedback.conftest import Corner


@pytest.fixture
def tablet(corner: Corner) -> Client:
    """Return the tablet's browser."""
    browser = Client()
    browser.cookies[settings.DEVICE_COOKIE_NAME] = corner.token
    return browser


def page(corner: Corner) -> str:
    """Return the address of the tablet of counter 1."""
    return f"/rating/{corner.day.cast.counter_1.pk}/"


def state(answer: Any) -> str:
    """Return what the tablet shows."""
    return str(answer.context["state"])


def test_it_rests_asks_thanks_and_takes_words(corner: Corner, tablet: Client) -> None:
    with time_machine.travel(corner.day.now, tick=False):
        assert state(tablet.get(page(corner))) == "rest"
        ticket = corner.visit()
        assert state(tablet.get(page(corner))) == "ask"
        touched = {"ticket": ticket.pk, "score": 4}
        assert state(tablet.post(page(corner), touched, follow=True)) == "rated"
        words = {"ticket": ticket.pk, "text": "Nhanh gọn"}
        assert state(tablet.post(page(corner), words, follow=True)) == "said"
        assert state(tablet.get(page(corner))) == "rest"
    assert (Rating.objects.get().score, RatingComment.objects.get().text) == (4, "Nhanh gọn")


def test_a_browser_that_is_not_its_device_changes_nothing(corner: Corner, client: Client) -> None:
    with time_machine.travel(corner.day.now, tick=False):
        ticket = corner.visit()
        assert state(client.get(page(corner))) == "foreign"
        answer = client.post(page(corner), {"ticket": ticket.pk, "score": 5})
    assert answer.status_code == 403
    assert not Rating.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"score": "9"},
        {"score": "x", "ticket": "y"},
        {"ticket": "9" * 400, "score": "5"},
        {"ticket": "1", "text": "x" * 10_000},
    ],
)
def test_nonsense_is_refused_in_words(
    corner: Corner, tablet: Client, wrong: dict[str, str]
) -> None:
    with time_machine.travel(corner.day.now, tick=False):
        corner.visit()
        answer = tablet.post(page(corner), wrong)
    assert answer.status_code == 422
    assert state(answer) == "refused"
    assert not Rating.objects.exists()


def test_it_names_the_officer_and_no_citizen(corner: Corner, tablet: Client) -> None:
    with time_machine.travel(corner.day.now, tick=False):
        corner.visit()
        text = tablet.get(page(corner)).content.decode()
        english = tablet.get(page(corner) + "?lang=en").content.decode()
    assert "Trần Thị An" in text
    assert "How content are you" in english
    assert tablet.get("/rating/999/").status_code == 404
