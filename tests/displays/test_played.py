"""A screen says what it has played, and the counter's officer sees it."""

import json
from datetime import timedelta

import pytest
from channels.db import database_sync_to_async
from django.test import Client
from django.utils import timezone

from displays.consumers import played_in
from displays.models import LobbySettings, PlayedCall
from displays.services import call_played
from displays.services.played import KEPT
from displays.viewers import Audience, Viewer
from onestop.directory.rights import Role
from onestop.directory.services import access_token_issue, device_add
from queueing.models import QueueEvent, Ticket
from tests.cast import Cast
from tests.displays.conftest import Floor, Open

LOBBY = "/ws/offices/mau/lobby"


def called_now(floor: Floor) -> QueueEvent:
    """Call a ticket to counter 1 and return the event."""
    floor.open_now()
    ticket = floor.issue_now()
    floor.call_now()
    return QueueEvent.objects.get(ticket=ticket, kind="ticket.called")


def play(event: QueueEvent, *, aloud: bool = True, audience: Audience = Audience.LOBBY) -> bool:
    """Let a screen of the office say that it has played the call."""
    pk = event.counter_id if audience is Audience.COUNTER else event.office_id
    viewer = Viewer(audience, event.office_id, pk or 0)
    return call_played(viewer=viewer, seq=event.seq, aloud=aloud, now=timezone.now())


def known() -> list[tuple[int, bool]]:
    """Return which calls were played, and whether aloud."""
    return list(PlayedCall.objects.order_by("seq").values_list("seq", "aloud"))


def test_what_was_shown_may_be_read_later_and_stays_read(floor: Floor) -> None:
    call = called_now(floor)
    for aloud, after in ((False, False), (True, True), (False, True)):
        assert play(call, aloud=aloud)
        assert known() == [(call.seq, after)]


def test_nothing_counts_as_read_in_an_office_without_a_voice(floor: Floor) -> None:
    call = called_now(floor)
    LobbySettings.objects.create(office=call.office, voice=False)
    play(call, aloud=True)
    assert known() == [(call.seq, False)]


def test_only_a_recent_call_is_noted(floor: Floor) -> None:
    call = called_now(floor)
    issued = QueueEvent.objects.get(ticket=call.ticket, kind="ticket.issued")
    assert not play(issued)
    QueueEvent.objects.filter(pk=call.pk).update(at=timezone.now() - timedelta(hours=1))
    assert not play(call)
    assert known() == []


def test_a_counters_screen_speaks_for_its_own_calls_only(floor: Floor, cast: Cast) -> None:
    call = called_now(floor)
    other = Viewer(Audience.COUNTER, call.office_id, cast.counter_2.pk)
    assert not call_played(viewer=other, seq=call.seq, aloud=True, now=timezone.now())
    assert play(call, audience=Audience.COUNTER)


def test_old_notes_go_as_new_ones_come(floor: Floor) -> None:
    call = called_now(floor)
    for seq in (call.seq - KEPT, call.seq - KEPT + 1):
        PlayedCall.objects.create(office=call.office, seq=seq, at=call.at, aloud=True)
    play(call)
    assert known() == [(call.seq - KEPT + 1, True), (call.seq, True)]


async def test_a_device_is_heard_and_nobody_else(floor: Floor, screen: Open, cast: Cast) -> None:
    def tokens() -> list[str]:
        now = timezone.now()
        _, device = device_add(
            office=cast.office, name="Sảnh", kind=Role.SCREEN, actor=None, now=now
        )
        return ["", access_token_issue(user=cast.quan, now=now), device]

    call = await database_sync_to_async(called_now)(floor)
    for token in await database_sync_to_async(tokens)():
        assert await database_sync_to_async(known)() == []
        lobby = await screen(LOBBY, token)
        await lobby.message()
        await lobby.say(json.dumps({"type": "played", "seq": call.seq}))
        await lobby.say(json.dumps({"type": "resume", "since": call.seq}))
        await lobby.message()
    assert await database_sync_to_async(known)() == [(call.seq, True)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"type": "played"}',
        '{"type": "played", "seq": -1}',
        '{"type": "played", "seq": true}',
        '{"type": "played", "seq": 1, "aloud": "yes"}',
        f'{{"type": "played", "seq": {10**30}}}',
        '{"type": "resume", "seq": 1}',
    ],
)
def test_what_is_not_understood_is_nothing(text: str) -> None:
    assert played_in(text) is None


def desk_note(client: Client, cast: Cast) -> str:
    """Return what the officer at counter 1 is told."""
    client.force_login(cast.an)
    answer = client.get(f"/call-played/{cast.counter_1.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_officer_sees_shown_then_read(client: Client, floor: Floor, cast: Cast) -> None:
    call = called_now(floor)
    assert "Đã" not in desk_note(client, cast)
    play(call, aloud=False)
    note = desk_note(client, cast)
    assert "Đã hiện lúc" in note
    assert "hx-get" in note  # it may still be read
    play(call, aloud=True)
    note = desk_note(client, cast)
    assert "Đã đọc lúc" in note
    assert "hx-get" not in note


def test_a_recall_is_told_anew(client: Client, floor: Floor, cast: Cast) -> None:
    call = called_now(floor)
    play(call)
    QueueEvent.objects.create(
        office=call.office,
        seq=call.seq + 1,
        kind="ticket.recalled",
        at=timezone.now(),
        ticket=call.ticket,
        counter=cast.counter_1,
        number=call.number,
    )
    assert "Đã" not in desk_note(client, cast)


def test_nobody_here_has_nothing_played(client: Client, floor: Floor, cast: Cast) -> None:
    call = called_now(floor)
    play(call)
    Ticket.objects.filter(number=call.number).update(state="serving")
    assert "Đã" not in desk_note(client, cast)
