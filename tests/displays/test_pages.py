"""The pages say everything before any script runs, in the right language, and nothing personal."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from onestop.cases.applicants import ApplicantData
from onestop.cases.services import case_receive
from queueing import services
from queueing.models import Counter, Service, Ticket
from queueing.tokens import ticket_token
from tests.cast import Cast
from tests.displays.conftest import Floor


@pytest.fixture
def floor(cast: Cast) -> Floor:
    """Return the office's floor; pages see what the test's own transaction holds."""
    return Floor(cast)


def page(client: Client, path: str) -> str:
    """Return a page's HTML; it must be there and must not be kept by anybody."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def ticket_page(client: Client, ticket: Ticket, query: str = "") -> str:
    """Return the page of a ticket."""
    return page(client, f"/t/{ticket_token(ticket.pk)}/{query}")


def visible(html: str, part: str) -> bool:
    """Tell whether a part of the page is shown before any script runs."""
    tag = next(tag for tag in html.split("<") if part in tag).split(">")[0]
    return not tag.endswith("hidden")


def test_the_lobby_shows_calls_and_counts_at_once(client: Client, floor: Floor, cast: Cast) -> None:
    Counter.objects.filter(pk=cast.counter_1.pk).update(side=Counter.Side.LEFT)
    floor.open_now()
    for _ in range(2):
        floor.issue_now()
    floor.issue_now("chung-thuc")
    ticket = floor.call_now()
    html = page(client, "/lobby/mau/")
    assert f'data-part="number">{ticket.number}<' in html
    assert 'data-part="counter">Quầy 1<' in html
    assert 'data-side="left"' in html
    assert '<span class="number">1</span>' in html
    assert "Người cao tuổi được ưu tiên" in html
    assert not visible(html, 'data-part="no-call"')


def test_an_empty_lobby_says_what_to_do(client: Client, floor: Floor) -> None:
    del floor
    html = page(client, "/lobby/mau/")
    assert visible(html, 'data-part="no-call"')
    assert visible(html, 'data-part="all-closed"')
    assert not visible(html, 'data-part="call"')


def test_the_wall_speaks_vietnamese_whatever_its_browser_prefers(
    client: Client, floor: Floor
) -> None:
    del floor
    html = client.get("/lobby/mau/", headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="vi"' in html


def test_the_wall_can_be_asked_for_english(client: Client, cast: Cast) -> None:
    Service.objects.filter(pk=cast.civil.pk).update(name_en="Civil status")
    assert '<html lang="en"' in page(client, "/lobby/mau/?lang=en")
    assert '<html lang="vi"' in page(client, "/lobby/mau/?lang=tlh")


def test_the_counter_screen_shows_ticket_service_and_officer(
    client: Client, floor: Floor, cast: Cast
) -> None:
    floor.open_now()
    floor.issue_now()
    ticket = floor.call_now()
    html = page(client, f"/counter-screen/{cast.counter_1.pk}/")
    assert f'data-part="number">{ticket.number}<' in html
    assert 'data-part="service">Hộ tịch<' in html
    assert 'data-part="officer">Trần Thị An<' in html
    assert visible(html, 'data-situation="ticket"')
    assert not visible(html, 'data-situation="closed"')


def test_a_paused_counter_says_why(client: Client, floor: Floor, cast: Cast) -> None:
    floor.open_now()
    services.counter_pause(
        counter_id=cast.counter_1.pk, reason="Họp <giao ban>", actor=cast.an, now=timezone.now()
    )
    html = page(client, f"/counter-screen/{cast.counter_1.pk}/")
    assert visible(html, 'data-situation="paused"')
    assert "Họp &lt;giao ban&gt;" in html


def test_a_closed_counter_names_nobody(client: Client, cast: Cast) -> None:
    html = page(client, f"/counter-screen/{cast.counter_1.pk}/")
    assert visible(html, 'data-situation="closed"')
    assert not visible(html, 'data-part="person"')


def test_the_phone_shows_number_and_place(client: Client, floor: Floor) -> None:
    floor.issue_now()
    ticket = floor.issue_now()
    html = ticket_page(client, ticket)
    assert f'<span class="number">{ticket.number}</span>' in html
    assert "Có 1 người trước ông/bà." in html
    assert visible(html, 'data-states="waiting"')
    assert not visible(html, 'data-states="called"')
    assert '<noscript><meta http-equiv="refresh" content="30"></noscript>' in html


def test_the_phone_says_where_to_go(client: Client, floor: Floor) -> None:
    floor.open_now()
    ticket = floor.issue_now()
    floor.call_now()
    html = ticket_page(client, ticket)
    assert visible(html, 'data-states="called"')
    assert 'data-part="counter">Quầy 1<' in html


@pytest.mark.parametrize("state", list(Ticket.State))
def test_every_state_has_its_words(client: Client, floor: Floor, cast: Cast, state: str) -> None:
    ticket = floor.issue_now()
    Ticket.objects.filter(pk=ticket.pk).update(state=state, counter=cast.counter_1)
    html = ticket_page(client, ticket)
    shown = [one for one in Ticket.State if visible(html, f'data-states="{one}"')]
    assert shown == [state]
    may_give_up = state in services.CANCELLABLE
    assert visible(html, 'data-states="waiting called held no_show"') == may_give_up


def test_the_phone_shows_nothing_of_the_case(client: Client, floor: Floor, cast: Cast) -> None:
    floor.open_now()
    ticket = floor.issue_now()
    floor.call_now()
    services.ticket_start(ticket_id=ticket.pk, actor=cast.an, now=timezone.now())
    case = case_receive(
        office=cast.office,
        procedure_code=cast.birth.code,
        applicant=ApplicantData(name="Nguyễn Thị Mẫu", phone="0912345678"),
        actor=cast.an,
        now=timezone.now(),
    )
    services.ticket_attach_case(ticket_id=ticket.pk, case=case, actor=cast.an, now=timezone.now())
    counter = f"/counter-screen/{cast.counter_1.pk}/"
    for path in (f"/t/{ticket_token(ticket.pk)}/", "/lobby/mau/", counter):
        html = page(client, path)
        assert [text for text in ("Nguyễn Thị Mẫu", "0912345678", case.code) if text in html] == []


def test_a_citizen_gives_the_turn_up(client: Client, floor: Floor) -> None:
    ticket = floor.issue_now()
    answer = client.post(f"/t/{ticket_token(ticket.pk)}/?lang=en")
    assert answer.status_code == 302
    assert answer["Location"] == f"/t/{ticket_token(ticket.pk)}/?lang=en"
    ticket.refresh_from_db()
    assert ticket.state == "cancelled"


def test_giving_up_needs_the_token_of_the_form(floor: Floor) -> None:
    ticket = floor.issue_now()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/t/{ticket_token(ticket.pk)}/").status_code == 403
    ticket.refresh_from_db()
    assert ticket.state == "waiting"


def test_a_served_turn_is_not_given_up(client: Client, floor: Floor, cast: Cast) -> None:
    floor.open_now()
    ticket = floor.issue_now()
    floor.call_now()
    services.ticket_start(ticket_id=ticket.pk, actor=cast.an, now=timezone.now())
    html = client.post(f"/t/{ticket_token(ticket.pk)}/", follow=True).content.decode()
    assert "message-error" in html
    ticket.refresh_from_db()
    assert ticket.state == "serving"


@pytest.mark.parametrize(
    "path",
    ["/lobby/nowhere/", "/counter-screen/999/", f"/counter-screen/{10**25}/", "/t/nothing/"],
)
@pytest.mark.usefixtures("cast")
def test_what_does_not_exist_is_404(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("path", ["/lobby/mau/", "/counter-screen/{}/"])
def test_looking_changes_nothing(client: Client, cast: Cast, path: str) -> None:
    assert client.post(path.format(cast.counter_1.pk)).status_code == 405


def test_yesterdays_ticket_is_not_called_waiting(client: Client, floor: Floor, cast: Cast) -> None:
    ticket = floor.issue_now()
    Ticket.objects.filter(pk=ticket.pk).update(day=timezone.localdate() - timedelta(days=1))
    services.tickets_expire(now=timezone.now())
    del cast
    html = ticket_page(client, ticket)
    assert visible(html, 'data-states="expired"')
    assert "hết hiệu lực" in html
