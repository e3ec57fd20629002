"""The pages on which an administrator arranges the queue."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from queueing.models import PriorityClass, Queue, Service
from tests.queueing.day import Day

HOME = "/admin/queue/mau/"


@pytest.fixture
def administrator(day: Day, client: Client) -> Client:
    client.force_login(day.cast.quan)
    return client


def home(day: Day) -> str:
    return f"/admin/queue/{day.cast.office.code}/"


def service_form(**changes: object) -> dict[str, object]:
    return {
        "version": 0,
        "code": "dat-dai",
        "name": "Đất đai",
        "letter": "E",
        "start": 1,
        "width": 3,
        "slot_places": 0,
        "slot_minutes": 30,
        "position": 3,
        "active": "on",
        **changes,
    }


def test_the_overview_says_what_the_rule_means(administrator: Client, day: Day) -> None:
    page = administrator.get(home(day)).content.decode()
    assert "Sau 2 lượt ưu tiên có 1 lượt thường." in page
    assert "Lúc nào cũng lấy số được." in page


def test_a_new_service_is_on_the_kiosk(administrator: Client, day: Day) -> None:
    answer = administrator.post(home(day) + "services/new/", service_form())
    assert answer.status_code == 302
    assert "Đất đai" in administrator.get(f"/kiosk/{day.cast.office.code}/").content.decode()


def test_what_is_wrong_comes_back_as_it_was_typed(administrator: Client, day: Day) -> None:
    answer = administrator.post(home(day) + "services/new/", service_form(letter="é"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Nhập một hoặc hai chữ in hoa" in page
    assert 'value="Đất đai"' in page
    assert not Service.objects.filter(code="dat-dai").exists()


def test_an_old_form_is_refused_with_409(administrator: Client, day: Day) -> None:
    Queue.objects.update_or_create(office=day.cast.office, defaults={"settings_version": 7})
    answer = administrator.post(home(day) + "services/new/", service_form())
    assert answer.status_code == 409
    assert "Người khác vừa đổi cài đặt" in answer.content.decode()


def test_a_switched_off_service_shows_its_message(administrator: Client, day: Day) -> None:
    Service.objects.filter(pk=day.cast.civil.pk).update(active=False, message="Nghỉ đến thứ Hai.")
    kiosk = administrator.get(f"/kiosk/{day.cast.office.code}/").content.decode()
    assert "Nghỉ đến thứ Hai." in kiosk


def test_hours_are_set_and_half_an_opening_is_refused(administrator: Client, day: Day) -> None:
    half = {"version": 0, "morning_opens_0": "07:30"}
    assert administrator.post(home(day) + "hours/", half).status_code == 422
    whole = {**half, "morning_closes_0": "11:30"}
    assert administrator.post(home(day) + "hours/", whole).status_code == 302
    assert "07:30–11:30" in administrator.get(home(day)).content.decode()


def test_the_preview_follows_what_is_typed(administrator: Client, day: Day) -> None:
    page = administrator.get(
        home(day) + "rule/preview/", {"priority_turns": 3, "longest_wait": 20}
    ).content.decode()
    assert "Sau 3 lượt ưu tiên có 1 lượt thường." in page
    assert administrator.get(home(day) + "rule/preview/").status_code == 200


@pytest.mark.parametrize(
    "page", ["services/khong-co/", "counters/999999/", "counters/abc/", "priorities/khong-co/"]
)
def test_what_does_not_exist_is_not_found(administrator: Client, day: Day, page: str) -> None:
    assert administrator.get(home(day) + page).status_code == 404


def test_another_offices_settings_are_not_found(administrator: Client, day: Day) -> None:
    assert administrator.get(f"/admin/queue/{day.cast.other_office.code}/").status_code == 404


def test_every_form_opens_filled_in(administrator: Client, day: Day) -> None:
    for page in (
        f"services/{day.cast.civil.code}/",
        f"counters/{day.cast.counter_1.pk}/",
        f"priorities/{day.cast.elderly.code}/",
        "rule/",
        "hours/",
    ):
        assert administrator.get(home(day) + page).status_code == 200, page


def test_a_longer_list_costs_no_more_queries(
    administrator: Client, day: Day, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        PriorityClass.objects.create(office=day.cast.office, code=f"c{number}", name=f"C{number}")
        Service.objects.create(office=day.cast.office, code=f"s{number}", name="S", letter="S")
    with django_assert_max_num_queries(18):
        administrator.get(home(day))
