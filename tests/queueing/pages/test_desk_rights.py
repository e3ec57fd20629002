"""Who may stand at a desk, and what nobody may do by a link or a forged form."""

import pytest
from django.test import Client

from onestop.directory.models import Membership, User
from queueing.models import Counter, QueueEvent, Ticket
from tests.queueing.day import Day, stored
from tests.queueing.pages.window import Window

COUNTER_ACTIONS = ("open", "pause", "close", "call-next", "call", "recall")
TICKET_ACTIONS = (
    "start",
    "finish",
    "finish-and-call",
    "no-show",
    "hold",
    "resume",
    "transfer",
    "dossier",
)
PAGES = ("", "now/", "procedure/")


def signed_in(user: User) -> Client:
    """Return a browser with this account."""
    client = Client()
    client.force_login(user)
    return client


def addresses(window: Window, ticket: Ticket) -> list[str]:
    """Return every address of the desk that changes something."""
    base = window.address
    return [f"{base}{one}/" for one in COUNTER_ACTIONS] + [
        f"{base}tickets/{ticket.pk}/{one}/" for one in TICKET_ACTIONS
    ]


@pytest.fixture
def ticket(day: Day) -> Ticket:
    """Return a ticket that is called to counter 1."""
    return day.called()


@pytest.mark.parametrize("name", ["chi", "dung", "giang", "quan", "binh"])
def test_only_its_own_staff_works_at_a_counter(
    window: Window, day: Day, ticket: Ticket, name: str
) -> None:
    events = day.kinds()
    client = signed_in(getattr(day.cast, name))
    for address in addresses(window, ticket):
        assert client.post(address).status_code == 403, address
    for page in PAGES:
        assert client.get(f"{window.address}{page}").status_code == 403, page
    assert day.kinds() == events


def test_another_offices_counter_does_not_exist(window: Window, day: Day, ticket: Ticket) -> None:
    events = day.kinds()
    client = signed_in(day.cast.xuan)
    for address in addresses(window, ticket):
        assert client.post(address).status_code == 404, address
    for page in PAGES:
        assert client.get(f"{window.address}{page}").status_code == 404, page
    assert day.kinds() == events


def test_strangers_are_sent_to_sign_in(client: Client, window: Window, ticket: Ticket) -> None:
    for address in addresses(window, ticket):
        assert client.post(address).headers["Location"].startswith("/sign-in/"), address
    for page in PAGES:
        location = client.get(f"{window.address}{page}").headers["Location"]
        assert location == f"/sign-in/?next={window.address}{page}"


def test_looking_changes_nothing(window: Window, day: Day, ticket: Ticket) -> None:
    events = day.kinds()
    for address in addresses(window, ticket):
        assert window.client.get(address).status_code == 405, address
    for panel in ("dossier", "result", "transfer", "no-show", "pause", "call"):
        window.see(panel=panel, ticket=ticket.pk)
    assert day.kinds() == events
    assert stored(ticket).state == Ticket.State.CALLED


def test_forms_of_other_sites_do_nothing(window: Window, day: Day, ticket: Ticket) -> None:
    events = day.kinds()
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(day.cast.an)
    for address in addresses(window, ticket):
        assert careful.post(address).status_code == 403, address
    assert day.kinds() == events


def test_every_form_of_the_desk_carries_its_token(open_window: Window, day: Day) -> None:
    day.issue()
    day.issue()
    open_window.pressed("call-next")
    open_window.pressed("hold", Ticket.objects.get(number="A001"))
    for panel in ("pause", "call"):
        page = open_window.see(panel=panel, ticket=Ticket.objects.get(number="A002").pk)
        text = page.content.decode()
        assert text.count('method="post"') == text.count("csrfmiddlewaretoken") > 3


def test_a_right_that_was_taken_away_is_gone_at_once(window: Window, day: Day) -> None:
    Membership.objects.filter(user=day.cast.an).delete()
    assert window.client.get(window.address).status_code == 403
    assert window.press("open").status_code == 403


def test_somebody_elses_ticket_is_left_alone(open_window: Window, day: Day) -> None:
    day.open(day.cast.counter_2, day.cast.binh)
    ticket = day.issue()
    day.call(day.cast.counter_2, day.cast.binh)
    for action in ("start", "finish", "no-show", "hold", "transfer"):
        answer = open_window.press(action, ticket, to="service:chung-thuc")
        assert answer.status_code == 403, action
    assert stored(ticket).state == Ticket.State.CALLED


@pytest.mark.parametrize("number", [999_999, 2**63, 10**30])
def test_ids_that_nothing_has_are_not_found(window: Window, day: Day, number: int) -> None:
    day.open()
    client = window.client
    assert client.get(f"/counters/{number}/").status_code == 404
    assert client.post(f"/counters/{number}/open/").status_code == 404
    assert client.post(f"{window.address}tickets/{number}/start/").status_code == 404
    assert client.post(f"{window.address}tickets/{number}/dossier/").status_code == 404
    for data in ({"ticket": number, "reason": "x"}, {"ticket": "²", "reason": "x"}):
        assert client.post(f"{window.address}call/", data).status_code in {302, 422}
    assert client.get(f"{window.address}?panel=call&ticket={number}").status_code == 200


@pytest.mark.parametrize("action", ["destroy", "delete", "x"])
def test_unknown_actions_are_not_found(window: Window, day: Day, action: str) -> None:
    ticket = day.issue()
    assert window.press(action).status_code == 404
    assert window.press(action, ticket).status_code == 404


@pytest.mark.parametrize(
    "target",
    ["counter:", "counter:x", "counter:99999999999999999999", "service:", "x:y", "a\u0000:b"],
)
def test_odd_targets_move_nobody(open_window: Window, day: Day, target: str) -> None:
    ticket = day.issue()
    open_window.pressed("call-next")
    assert open_window.press("transfer", ticket, to=target).status_code == 422
    assert stored(ticket).state == Ticket.State.CALLED


@pytest.mark.parametrize("panel", ["", "x", "dossier", "result", "transfer", "no-show"])
def test_a_panel_that_does_not_fit_stays_shut(open_window: Window, panel: str) -> None:
    assert open_window.see(panel=panel).context["panel"] is None


def test_nothing_of_the_desk_stays_in_a_cache(window: Window) -> None:
    for page in PAGES:
        answer = window.client.get(f"{window.address}{page}")
        assert "no-store" in answer.headers["Cache-Control"]


def test_a_closed_counter_records_nothing(window: Window) -> None:
    window.pressed("call-next")
    window.pressed("recall")
    window.pressed("close")
    assert not QueueEvent.objects.exists()
    assert Counter.objects.get(pk=window.counter.pk).state == Counter.State.CLOSED
