"""Sessions: a new key at sign-in, an end after idleness and after a day, and few at a time."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from onestop.directory.models import AuditEvent, LiveSession
from onestop.directory.services.sessions import (
    sessions_end,
    sessions_end_others,
    sign_in_remains_remove,
)
from onestop.directory.signing_in.browsers import browser_words
from tests.cast import Cast
from tests.directory.signing import sign_in, signed_in, text, with_password

NINE = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0"


@pytest.fixture(autouse=True)
def _passwords(cast: Cast) -> None:
    with_password(cast.an)


def test_the_key_is_new_after_sign_in_and_gone_after_sign_out(client: Client) -> None:
    session = client.session
    session["anything"] = 1
    session.save()
    before = client.cookies["sessionid"].value
    sign_in(client, "an")
    key = client.cookies["sessionid"].value
    assert key != before
    client.post("/sign-out/")
    client.cookies["sessionid"] = key
    assert not signed_in(client)


def test_the_database_holds_no_key_that_could_be_used(client: Client) -> None:
    sign_in(client, "an")
    key = client.cookies["sessionid"].value
    stored = str(list(LiveSession.objects.values()))
    assert key not in stored
    thief = Client()
    thief.cookies["sessionid"] = LiveSession.objects.get().pk
    assert not signed_in(thief)


def test_an_idle_session_ends_and_a_used_one_lives_on(client: Client) -> None:
    with time_machine.travel(NINE, tick=False) as clock:
        sign_in(client, "an")
        clock.shift(timedelta(hours=3, minutes=59))
        assert signed_in(client)
        clock.shift(timedelta(hours=3, minutes=59))
        assert signed_in(client)
        clock.shift(timedelta(hours=4))
        assert not signed_in(client)


def test_no_session_outlives_a_working_day(client: Client) -> None:
    with time_machine.travel(NINE, tick=False) as clock:
        sign_in(client, "an")
        for _hour in range(11):
            clock.shift(timedelta(hours=1))
            assert signed_in(client)
        clock.shift(timedelta(hours=1))
        assert not signed_in(client)


def test_the_oldest_session_ends_when_there_are_too_many(settings: Settings) -> None:
    settings.SESSIONS_PER_ACCOUNT = 2
    browsers = [Client(), Client(), Client()]
    for browser in browsers:
        sign_in(browser, "an")
    assert [signed_in(browser) for browser in browsers] == [False, True, True]


def test_the_newest_session_stays_even_when_all_began_at_one_moment(
    settings: Settings,
) -> None:
    settings.SESSIONS_PER_ACCOUNT = 2
    with time_machine.travel(NINE, tick=False):
        for _browser in range(6):
            browser = Client()
            sign_in(browser, "an")
            assert signed_in(browser)
    assert LiveSession.objects.count() == 2


def test_an_ends_the_other_sessions(client: Client, cast: Cast) -> None:
    other, foreign = Client(), Client()
    sign_in(other, "an")
    foreign.force_login(cast.binh)
    sign_in(client, "an")
    page = text(client.post("/account/end-others/", follow=True))
    assert "Đã kết thúc 1 phiên khác." in page
    assert [signed_in(one) for one in (client, other, foreign)] == [True, False, True]
    assert AuditEvent.objects.get(action="sessions.end").after == {"count": 1}
    sessions_end_others(user=cast.an, kept="", now=NINE)
    assert not signed_in(client)


def test_an_administrator_ends_the_sessions_of_an_account(client: Client, cast: Cast) -> None:
    sign_in(client, "an")
    assert sessions_end(actor=cast.quan, account_id=cast.an.pk, now=NINE) == 1
    assert not signed_in(client)


def test_the_page_lists_where_one_is_signed_in(client: Client, cast: Cast) -> None:
    client.defaults["HTTP_USER_AGENT"] = EDGE
    sign_in(client, "an")
    Client().force_login(cast.binh)
    page = text(client.get("/account/"))
    assert "Edge, Windows" in page
    assert "192.0.2.7" in page
    assert page.count("máy này") == 1
    assert page.count("<tr>") == 2


def test_the_page_costs_the_same_with_many_sessions(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(cast.an)
    for _browser in range(8):
        Client().force_login(cast.an)
    with django_assert_num_queries(7):  # session, account, roles in three, sessions, second factor
        client.get("/account/")


def test_sessions_that_are_over_are_tidied_away(client: Client) -> None:
    with time_machine.travel(NINE, tick=False):
        sign_in(client, "an")
    sign_in_remains_remove(now=NINE + timedelta(hours=3))
    assert LiveSession.objects.count() == 1
    sign_in_remains_remove(now=NINE + timedelta(hours=4))
    assert LiveSession.objects.count() == 0


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [(EDGE, "Edge, Windows"), ("Mozilla/5.0 (iPhone) Safari", "Safari, iPhone"), ("curl", "")],
)
def test_a_browser_is_known_by_few_words(user_agent: str, words: str) -> None:
    assert browser_words(user_agent) == words
