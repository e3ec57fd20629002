"""Finding a service at the kiosk, and the look that a citizen chooses."""

import pytest
from django.test import Client

from queueing.models import QueueEvent
from queueing.views.look import Look
from tests.queueing.day import Day
from tests.queueing.pages.window import key_of, words

HOME = "/kiosk/mau/"
STEP = "/kiosk/mau/services/ho-tich/"


def titles(kiosk: Client, wanted: str) -> list[str]:
    """Return the groups that a search shows."""
    return [group.title for group in kiosk.get(HOME, {"q": wanted}).context["state"].groups]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("khai sinh", ["Hộ tịch"]),  # by a procedure's name
        ("giám hộ", ["Hộ tịch"]),
        ("giam ho", ["Hộ tịch"]),
        ("GIAM  HO", ["Hộ tịch"]),
        ("đăng ký", ["Hộ tịch"]),
        ("dang ky", ["Hộ tịch"]),
        ("chung", ["Chứng thực"]),  # the beginning of a word is enough
        ("", ["Hộ tịch", "Chứng thực"]),
        ("ho chieu", ["Hộ tịch", "Chứng thực"]),  # nothing found: everything is shown
    ],
)
def test_words_are_found_without_diacritics(kiosk: Client, wanted: str, found: list[str]) -> None:
    assert titles(kiosk, wanted) == found


def test_a_found_group_says_which_procedures_were_meant(kiosk: Client) -> None:
    page = words(kiosk.get(HOME, {"q": "giam ho"}).content.decode())
    assert "Đăng ký giám hộ · Đăng ký giám sát việc giám hộ" in page


def test_nothing_found_is_said(kiosk: Client) -> None:
    page = words(kiosk.get(HOME, {"q": "<b>hộ chiếu</b>"}).content.decode())
    assert "Không thấy “<b>hộ chiếu</b>”." in page


@pytest.mark.parametrize("wanted", ["a\u0000b", "x" * 101, "😀", "%", "' OR 1=1"])
def test_odd_wishes_do_no_harm(kiosk: Client, wanted: str) -> None:
    assert titles(kiosk, wanted) == ["Hộ tịch", "Chứng thực"]


def test_a_screen_that_is_up_to_date_gets_nothing_new(kiosk: Client, day: Day) -> None:
    mark = kiosk.get(HOME).context["state"].mark
    assert kiosk.get(HOME, {"state": mark}).status_code == 204
    day.issue()
    assert kiosk.get(HOME, {"state": mark}).status_code == 200


def test_english_has_its_own_names(kiosk: Client, day: Day) -> None:
    day.cast.civil.name_en = "Civil status"
    day.cast.civil.save()
    page = kiosk.get(HOME, {"lang": "en"}).content.decode()
    assert '<html lang="en"' in page
    assert "Civil status" in page
    assert "Tiếng Việt" in page


def test_the_next_citizen_begins_with_the_offices_language(kiosk: Client) -> None:
    kiosk.get(HOME, {"lang": "en"})
    page = kiosk.get(HOME, headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="vi"' in page
    assert "sessionid" not in kiosk.cookies


def test_the_look_stays_through_the_steps_and_the_slip(kiosk: Client) -> None:
    query = "?lang=en&large=1&contrast=1"
    assert f"{STEP}{query}".replace("&", "&amp;") in kiosk.get(f"{HOME}{query}").content.decode()
    page = kiosk.get(f"{STEP}{query}").content.decode()
    data = {"lang": "en", "large": "1", "contrast": "1"}
    for name, value in data.items():
        assert f'name="{name}" value="{value}"' in page
    answer = kiosk.post("/kiosk/mau/tickets/", {**data, "service": "ho-tich", "key": key_of(page)})
    assert answer.headers["Location"].endswith(query)
    assert QueueEvent.objects.get().data["language"] == "en"


@pytest.mark.parametrize(
    ("values", "query"),
    [
        ({}, ""),
        ({"lang": "vi"}, ""),
        ({"lang": "en"}, "?lang=en"),
        ({"lang": "xx", "large": "yes"}, ""),
        ({"large": "1"}, "?large=1"),
        ({"contrast": "1", "lang": "en"}, "?lang=en&contrast=1"),
    ],
)
def test_an_address_carries_only_what_was_chosen(values: dict[str, str], query: str) -> None:
    assert Look.of(values).query == query


def test_a_button_of_the_look_turns_it_back(kiosk: Client) -> None:
    assert kiosk
    look = Look.of({"large": "1"})
    assert look.other_size().query == ""
    assert look.other_contrast().query == "?large=1&contrast=1"
    assert look.other_contrast().classes == "kiosk large contrast"
