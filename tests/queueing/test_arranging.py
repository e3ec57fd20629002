"""An office arranges its queue: rights, versions, the audit, and what is refused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import time
from typing import Any

import pytest
from django.db import connections

from onestop.directory.models import AuditEvent, User
from onestop.directory.refusals import BadInput, NotAllowed, NotFound, StateForbids
from queueing.availability import opening_hours
from queueing.models import Queue, Service
from queueing.opening import Hours
from queueing.services import arranging
from tests.queueing.day import Day

SERVICE: dict[str, Any] = {
    "name": "Hộ tịch",
    "words": "Khai sinh",
    "name_en": "",
    "letter": "H",
    "start": 1,
    "width": 3,
    "position": 1,
    "active": True,
    "message": "",
    "capacity": None,
    "returns_results": False,
    "slot_places": 0,
    "slot_minutes": 30,
}


def version(day: Day) -> int:
    row = Queue.objects.filter(office=day.cast.office).first()
    return row.settings_version if row else 0


def change_service(day: Day, actor: User | None = None, **changes: Any) -> Service:
    asked: dict[str, Any] = {
        "office": day.cast.office,
        "code": day.cast.civil.code,
        "is_new": False,
        "procedure_ids": [],
        "version": version(day),
        "actor": actor or day.cast.quan,
        "now": day.now,
        **SERVICE,
        **changes,
    }
    return arranging.service_arrange(**asked)


def test_a_new_letter_counts_from_the_next_number(day: Day) -> None:
    assert day.issue().number == "A001"
    change_service(day)
    assert day.issue().number == "H001"
    change_service(day, letter="A")
    assert day.issue().number == "A002"


def test_who_does_not_manage_the_office_changes_nothing(day: Day) -> None:
    for actor in (day.cast.an, day.cast.giang, day.cast.xuan):
        with pytest.raises(NotAllowed):
            change_service(day, actor)
    assert version(day) == 0


def test_a_change_is_recorded_with_what_was_before(day: Day) -> None:
    change_service(day, capacity=40)
    row = AuditEvent.objects.get(action="queue.service")
    assert row.subject == f"service:{day.cast.civil.pk}"
    assert (row.before["capacity"], row.after["capacity"]) == (None, 40)


def test_the_second_of_two_administrators_is_told(day: Day) -> None:
    seen = version(day)
    change_service(day, version=seen, name="Hộ tịch mới")
    with pytest.raises(StateForbids, match="Người khác vừa đổi"):
        change_service(day, version=seen, name="Tên khác")
    assert Service.objects.get(pk=day.cast.civil.pk).name == "Hộ tịch mới"


@pytest.mark.usefixtures("transactional_db")
def test_of_ten_at_once_one_wins(day: Day) -> None:
    seen = version(day)

    def attempt(number: int) -> bool:
        try:
            change_service(day, version=seen, name=f"Tên {number}")
        except StateForbids:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(attempt, range(10))) == 1
    assert version(day) == seen + 1


def test_bad_values_are_named_and_nothing_is_stored(day: Day) -> None:
    with pytest.raises(BadInput) as refused:
        change_service(day, name="", letter="ABC")
    assert set(refused.value.errors) == {"name", "letter"}
    assert version(day) == 0


def test_a_code_is_used_once(day: Day) -> None:
    with pytest.raises(BadInput):
        change_service(day, is_new=True)
    with pytest.raises(NotFound):
        change_service(day, code="khong-co")


def test_whoever_has_the_counter_open_stays_its_staff(day: Day) -> None:
    day.open(day.cast.counter_1, day.cast.an)
    with pytest.raises(BadInput, match="đóng quầy trước"):
        arranging.counter_arrange(
            office=day.cast.office,
            counter_id=day.cast.counter_1.pk,
            places={},
            staff_ids=[],
            version=version(day),
            actor=day.cast.quan,
            now=day.now,
            name="Quầy 1",
            position=1,
            side="",
        )


def set_hours(day: Day, *hours: Hours) -> None:
    arranging.opening_hours_set(
        office=day.cast.office,
        hours=hours,
        version=version(day),
        actor=day.cast.quan,
        now=day.now,
    )


def test_hours_are_replaced_as_a_whole(day: Day) -> None:
    set_hours(day, Hours(0, time(7), time(11)), Hours(1, time(7), time(11)))
    set_hours(day, Hours(2, time(7), time(11)))
    assert opening_hours(day.cast.office) == [Hours(2, time(7), time(11))]


@pytest.mark.parametrize(
    "hours",
    [
        [Hours(0, time(11), time(7))],
        [Hours(0, time(7), time(11)), Hours(0, time(10), time(12))],
    ],
)
def test_hours_that_cannot_be_are_refused(day: Day, hours: list[Hours]) -> None:
    with pytest.raises(BadInput) as refused:
        set_hours(day, *hours)
    assert set(refused.value.errors) == {"day_0"}
    assert opening_hours(day.cast.office) == []


def test_the_rule_is_bounded(day: Day) -> None:
    for turns, wait in ((21, 45), (2, 481), (-1, 45)):
        with pytest.raises(BadInput):
            arranging.dispatch_rule_set(
                office=day.cast.office,
                priority_turns=turns,
                longest_wait=wait,
                version=version(day),
                actor=day.cast.quan,
                now=day.now,
            )
