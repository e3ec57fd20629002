"""A counter's screen: its own events in full, the numbers of the others, and who serves there."""

from channels.db import database_sync_to_async
from django.utils import timezone

from queueing import services
from tests.cast import Cast
from tests.displays.conftest import Floor, Open


async def test_the_snapshot_names_the_officer_and_the_ticket(
    floor: Floor, screen: Open, cast: Cast
) -> None:
    await database_sync_to_async(_give_title)(cast)
    await floor.open()
    await floor.issue()
    ticket = await floor.call()
    snapshot = await (await screen(f"/ws/counters/{cast.counter_1.pk}")).message()
    assert snapshot["counter"] == {"id": cast.counter_1.pk, "name": "Quầy 1"}
    assert snapshot["state"] == "open"
    assert snapshot["officer"] == {"name": "Trần Thị An", "title": "Cán bộ tiếp nhận"}
    assert snapshot["ticket"]["number"] == ticket.number
    assert (snapshot["service"], snapshot["service_name"]) == ("ho-tich", "Hộ tịch")
    assert snapshot["services"] == ["Hộ tịch", "Chứng thực"]


async def test_another_counters_call_is_only_a_number_in_the_sequence(
    floor: Floor, screen: Open, cast: Cast
) -> None:
    await floor.open()
    await floor.issue()
    counter_2 = await screen(f"/ws/counters/{cast.counter_2.pk}")
    first = await counter_2.message()
    await floor.call(cast.counter_1)
    event = await counter_2.news()
    assert event == {
        "type": "event",
        "seq": first["seq"] + 1,
        "kind": "none",
        "number": None,
        "counter": None,
        "at": event["at"],
    }


async def test_its_own_events_bring_what_changed(floor: Floor, screen: Open, cast: Cast) -> None:
    counter_1 = await screen(f"/ws/counters/{cast.counter_1.pk}")
    closed = await counter_1.message()
    assert (closed["state"], closed["officer"], closed["ticket"]) == ("closed", None, None)
    await floor.open()
    opened = (await counter_1.news())["now"]
    assert opened == {"state": "open", "officer": {"name": "Trần Thị An", "title": ""}}
    assert (await counter_1.news())["kind"] == "none"
    await floor.issue()
    assert (await counter_1.news())["kind"] == "none"
    ticket = await floor.call()
    called = await counter_1.news()
    assert (called["kind"], called["number"]) == ("ticket.called", ticket.number)
    assert called["now"]["ticket"]["number"] == ticket.number


async def test_a_paused_counter_says_why(floor: Floor, screen: Open, cast: Cast) -> None:
    await floor.open()
    await database_sync_to_async(services.counter_pause)(
        counter_id=cast.counter_1.pk, reason="Họp", actor=cast.an, now=timezone.now()
    )
    snapshot = await (await screen(f"/ws/counters/{cast.counter_1.pk}")).message()
    assert (snapshot["state"], snapshot["pause_reason"]) == ("paused", "Họp")


def _give_title(cast: Cast) -> None:
    cast.an.title = "Cán bộ tiếp nhận"
    cast.an.save()
