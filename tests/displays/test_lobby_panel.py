"""What the lobby shows beside the queue: notices in their time, postings in pages, the corner."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from displays.lobby.panel import lobby_panel, office_page
from displays.lobby.postings import LINE, MOST_LINES, MOST_SIGNS, pages_of
from displays.lobby.ranges import part_asked
from displays.models import LobbyCorner, LobbyNotice, LobbyPosting, LobbySettings
from tests.cast import Cast
from tests.displays.conftest import Floor

HOUR = timedelta(hours=1)


def panel(cast: Cast, now: datetime, language: str = "") -> dict[str, Any]:
    """Return what the office's screen is told."""
    return lobby_panel(cast.office, now=now, language=language)


def test_an_office_that_has_set_nothing_has_a_calm_screen(
    cast: Cast, monday_morning: datetime
) -> None:
    found = panel(cast, monday_morning)
    assert found["languages"] == ["vi"]
    assert (found["hold"], found["corner"], found["pages"]) == (6000, None, [])
    assert found["voice"] == {"languages": ["vi"], "volume": 0.8, "most": 4, "crowded": "short"}
    assert [one["vi"] for one in found["notices"]] == [
        "Người cao tuổi được ưu tiên: chọn “Ưu tiên” khi lấy số."
    ]


def test_a_notice_is_shown_in_its_time(cast: Cast, monday_morning: datetime) -> None:
    cast.elderly.delete()
    LobbyNotice.objects.create(office=cast.office, text="Luôn luôn")
    LobbyNotice.objects.create(
        office=cast.office,
        text="Mất điện",
        text_en="Power cut",
        starts_at=monday_morning,
        ends_at=monday_morning + HOUR,
    )
    shown = {
        after: [one["vi"] for one in panel(cast, monday_morning + after * HOUR)["notices"]]
        for after in (-1, 0, 1)
    }
    assert shown == {-1: ["Luôn luôn"], 0: ["Luôn luôn", "Mất điện"], 1: ["Luôn luôn"]}


def test_another_offices_notices_stay_there(cast: Cast, monday_morning: datetime) -> None:
    cast.elderly.delete()
    LobbyNotice.objects.create(office=cast.other_office, text="Nơi khác")
    LobbyPosting.objects.create(office=cast.other_office, title="Nơi khác", body="Nơi khác")
    assert "Nơi khác" not in str(panel(cast, monday_morning))


def test_a_language_without_its_text_shows_vietnamese(cast: Cast, monday_morning: datetime) -> None:
    LobbySettings.objects.create(office=cast.office, languages=["vi", "en"])
    LobbyNotice.objects.create(office=cast.office, text="Nghỉ", text_en="Closed")
    LobbyNotice.objects.create(office=cast.office, text="Mở")
    found = panel(cast, monday_morning)
    assert found["languages"] == ["vi", "en"]
    assert [one["en"] for one in found["notices"][:2]] == ["Closed", "Mở"]
    assert panel(cast, monday_morning, "en")["languages"] == ["en"]


def test_a_posting_is_shown_in_the_languages_it_is_written_in(
    cast: Cast, monday_morning: datetime
) -> None:
    LobbySettings.objects.create(office=cast.office, languages=["vi", "en"])
    LobbyPosting.objects.create(
        office=cast.office, title="Nội quy", body="Giữ trật tự.", title_en="Rules", body_en="Quiet."
    )
    LobbyPosting.objects.create(office=cast.office, title="Lệ phí", body="Miễn phí.", position=2)
    LobbyPosting.objects.create(office=cast.office, title="Cũ", body="Cũ.", active=False)
    shown = [(one["language"], one["title"]) for one in panel(cast, monday_morning)["pages"]]
    assert shown == [("vi", "Nội quy"), ("en", "Rules"), ("vi", "Lệ phí")]


@given(st.text("Ông bà ngồi chờ.;\n", max_size=2000))
def test_no_page_is_larger_than_the_wall_and_no_word_is_lost(text: str) -> None:
    pages = pages_of(text)
    assert "".join("".join(pages).split()) == "".join(text.split())
    for page in pages:
        assert 0 < len(page) <= MOST_SIGNS
        assert sum(max(1, -(-len(line) // LINE)) for line in page.split("\n")) <= MOST_LINES


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("bytes=0-", "bytes 0-9/10"),
        ("bytes=2-4", "bytes 2-4/10"),
        ("bytes=8-99", "bytes 8-9/10"),
        ("bytes=-3", "bytes 7-9/10"),
        ("bytes=-99", "bytes 0-9/10"),
    ],
)
def test_a_part_of_a_film(header: str, said: str) -> None:
    part = part_asked(header, 10)
    assert part is not None
    assert part.said == said


@pytest.mark.parametrize("header", ["", "bytes=-", "bytes=-0", "bytes=9-3", "bytes=10-", "x=0-1"])
def test_what_names_no_part_gets_the_whole(header: str) -> None:
    assert part_asked(header, 10) is None


def test_the_code_on_the_screen_leads_to_the_office(cast: Cast) -> None:
    assert office_page(cast.office).endswith(("/portal/", "/lobby/mau/"))


def test_a_film_is_handed_out_in_parts(client: Client, cast: Cast) -> None:
    digest = "b" * 32
    LobbyCorner.objects.create(
        office=cast.office, kind="mp4", digest=digest, content=b"0123456789", words="Hồ sen"
    )
    address = f"/lobby/mau/corner/{digest}/"
    whole = client.get(address)
    assert (whole.status_code, whole.content) == (200, b"0123456789")
    assert whole["Content-Type"] == "video/mp4"
    part = client.get(address, headers={"Range": "bytes=2-4"})
    assert (part.status_code, part.content) == (206, b"234")
    assert client.get(f"/lobby/khac/corner/{digest}/").status_code == 404


def queries(client: Client, path: str) -> int:
    """Return how many queries a page takes."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize(("path", "most"), [("/lobby/mau/", 17), ("/lobby/mau/panel/", 8)])
def test_the_queries_do_not_grow_with_what_is_shown(
    client: Client, cast: Cast, path: str, most: int
) -> None:
    floor = Floor(cast)
    floor.open_now()
    before = queries(client, path)
    for place in range(10):
        LobbyNotice.objects.create(office=cast.office, text=f"{place}")
        LobbyPosting.objects.create(office=cast.office, title=f"{place}", body="Giữ trật tự.")
        floor.issue_now()
    floor.call_now()
    assert queries(client, path) <= before + 1
    assert before <= most
