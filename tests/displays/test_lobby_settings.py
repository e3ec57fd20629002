"""An office sets its lobby screens: rights, versions, bad input, the audit."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from displays.models import LobbyCorner, LobbyNotice, LobbyPosting, LobbySettings
from displays.services.lobby import MOST_NOTICES
from onestop.directory.models import AuditEvent
from tests.cast import Cast

HOME = "/admin/lobby/mau/"
SETTINGS: dict[str, Any] = {
    "version": 0,
    "languages": ["vi", "en"],
    "language_seconds": 15,
    "hold_seconds": 8,
    "voice": "on",
    "second_language": "en",
    "volume": 60,
    "most_waiting": 3,
    "crowded": "drop",
    "quiet_seconds": 30,
    "page_seconds": 10,
}
MEGABYTE = 1024 * 1024


@pytest.fixture
def quan(client: Client, cast: Cast) -> Client:
    """Return the administrator's browser."""
    client.force_login(cast.quan)
    return client


def picture(kind: str = "PNG", size: tuple[int, int] = (64, 36)) -> bytes:
    """Return a picture."""
    out = io.BytesIO()
    Image.new("RGB", size, "#9b1c1c").save(out, format=kind)
    return out.getvalue()


def send(client: Client, content: bytes, version: int = 0, words: str = "Hồ sen") -> Any:
    """Send a file for the corner."""
    file = SimpleUploadedFile("a.png", content)
    form = {"version": version, "words": words, "file": file}
    return client.post(f"{HOME}corner/", form)


def test_the_hub_leads_to_the_offices_screens(quan: Client) -> None:
    assert "Màn hình chờ" in quan.get("/admin/").content.decode()
    assert quan.get("/admin/lobby/")["Location"] == HOME
    assert 'href="/lobby/mau/"' in quan.get(HOME).content.decode()


def test_the_settings_are_kept_and_recorded(quan: Client, cast: Cast) -> None:
    assert quan.post(HOME, SETTINGS)["Location"] == HOME
    row = LobbySettings.objects.get(office=cast.office)
    assert {name: getattr(row, name) for name in SETTINGS} == {
        **SETTINGS,
        "version": 1,
        "voice": True,
    }
    event = AuditEvent.objects.get(action="lobby.settings")
    assert (event.before["hold_seconds"], event.after["hold_seconds"]) == (6, 8)


@pytest.mark.parametrize(
    "wrong",
    [
        {"hold_seconds": 0},
        {"hold_seconds": 10**30},
        {"hold_seconds": "x"},
        {"volume": 101},
        {"languages": []},
        {"languages": ["xx"]},
        {"second_language": "fr"},
        {"crowded": "shout"},
        {"version": 10**30},
        {"version": ""},
    ],
)
def test_what_cannot_be_set_changes_nothing(quan: Client, wrong: dict[str, Any]) -> None:
    assert quan.post(HOME, {**SETTINGS, **wrong}).status_code == 422
    assert not LobbySettings.objects.exists()


def test_the_second_of_two_administrators_is_told(quan: Client) -> None:
    quan.post(HOME, SETTINGS)
    answer = quan.post(HOME, {**SETTINGS, "volume": 10})
    assert answer.status_code == 409
    assert "Người khác vừa đổi" in answer.content.decode()
    assert LobbySettings.objects.get().volume == 60


@pytest.mark.parametrize("who", ["an", "chi", "dung", "giang"])
def test_who_does_not_manage_the_office_sets_nothing(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))
    for path in (HOME, f"{HOME}notices/new/", f"{HOME}postings/new/"):
        assert client.get(path).status_code == 403
        assert client.post(path, SETTINGS).status_code == 403
    assert send(client, picture()).status_code == 403


def test_another_offices_screens_are_not_found(quan: Client, cast: Cast) -> None:
    notice = LobbyNotice.objects.create(office=cast.other_office, text="Nơi khác")
    assert quan.get("/admin/lobby/khac/").status_code == 404
    assert quan.get(f"{HOME}notices/{notice.pk}/").status_code == 404
    form = {"version": 0, "delete": "1"}
    assert quan.post(f"{HOME}notices/{notice.pk}/", form).status_code == 404
    assert LobbyNotice.objects.exists()


def test_a_notice_is_added_changed_and_taken_down(quan: Client) -> None:
    times = {"starts_at": "2026-11-27T15:30", "ends_at": "2026-11-27T17:30"}
    quan.post(f"{HOME}notices/new/", {"version": 0, "text": "Nghỉ chiều", **times})
    notice = LobbyNotice.objects.get()
    page = f"{HOME}notices/{notice.pk}/"
    assert 'value="2026-11-27T15:30"' in quan.get(page).content.decode()
    quan.post(page, {"version": 1, "text": "Nghỉ cả ngày"})
    notice.refresh_from_db()
    assert (notice.text, notice.starts_at) == ("Nghỉ cả ngày", None)
    quan.post(page, {"version": 2, "delete": "1"})
    assert not LobbyNotice.objects.exists()
    assert AuditEvent.objects.filter(action="lobby.notice").count() == 3


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"text": ""}, "Không được để trống."),
        ({"text": "x" * 201}, "200"),
        ({"starts_at": "2026-11-27T15:30", "ends_at": "2026-11-27T15:30"}, "phải sau"),
        ({"starts_at": "hôm nay"}, "Nhập ngày giờ như"),
        ({"text": "a\x00b"}, ""),
    ],
)
def test_a_notice_that_cannot_be_shown_is_refused(
    quan: Client, wrong: dict[str, str], said: str
) -> None:
    answer = quan.post(f"{HOME}notices/new/", {"version": 0, "text": "Nghỉ", **wrong})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not LobbyNotice.objects.exists()


def test_there_are_only_so_many_notices(quan: Client, cast: Cast) -> None:
    LobbyNotice.objects.bulk_create(
        LobbyNotice(office=cast.office, text="Nghỉ") for _ in range(MOST_NOTICES)
    )
    answer = quan.post(f"{HOME}notices/new/", {"version": 0, "text": "Nghỉ"})
    assert answer.status_code == 422
    assert "Đã đủ 20 mục" in answer.content.decode()


def test_a_posting_is_kept_with_its_lines(quan: Client) -> None:
    form = {"version": 0, "title": "Nội quy", "body": "Một.\r\nHai.", "position": 1, "active": "on"}
    quan.post(f"{HOME}postings/new/", form)
    posting = LobbyPosting.objects.get()
    assert posting.body.split() == ["Một.", "Hai."]
    long = {**form, "version": 1, "body": "x" * 3001}
    assert quan.post(f"{HOME}postings/{posting.pk}/", long).status_code == 422


@pytest.mark.parametrize("number", ["0", "x", "9" * 40, "٣"])
def test_what_is_not_there_is_404(quan: Client, number: str) -> None:
    for kind in ("notices", "postings"):
        assert quan.get(f"{HOME}{kind}/{number}/").status_code == 404


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_comes_into_the_corner_and_goes(quan: Client, kind: str) -> None:
    assert send(quan, picture(kind, (3000, 1000))).status_code == 302
    corner = LobbyCorner.objects.get()
    assert corner.kind == kind.lower()
    with Image.open(io.BytesIO(bytes(corner.content))) as shown:
        assert max(shown.size) == 1280
    answer = quan.get(f"/lobby/mau/corner/{corner.digest}/")
    assert answer["Content-Type"] == f"image/{kind.lower()}"
    quan.post(f"{HOME}corner/", {"version": 1, "delete": "1"})
    assert not LobbyCorner.objects.exists()


def test_a_film_comes_into_the_corner(quan: Client) -> None:
    film = b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 1000
    assert send(quan, film).status_code == 302
    corner = LobbyCorner.objects.get()
    assert (corner.kind, bytes(corner.content)) == ("mp4", film)


TOO_LARGE = "Tệp lớn quá"
USELESS = "Tệp này không dùng được"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG" + b"0" * 50 * MEGABYTE, TOO_LARGE),
        (b"\x89PNG" + b"0" * 6 * MEGABYTE, TOO_LARGE),
        (b"\x00\x00\x00\x18ftypmp42" + b"0" * 10 * MEGABYTE, TOO_LARGE),
        (b"", USELESS),
        (b"<svg onload='alert(1)'/>", USELESS),
        (b"GIF89a" + b"0" * 100, USELESS),
        (picture()[:60], USELESS),
    ],
    ids=["50 MB", "picture of 6 MB", "film of 10 MB", "empty", "svg", "gif", "torn"],
)
def test_a_file_that_cannot_be_shown_is_refused(quan: Client, content: bytes, said: str) -> None:
    answer = send(quan, content)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not LobbyCorner.objects.exists()


def test_a_corner_needs_a_file_and_its_words(quan: Client) -> None:
    assert quan.post(f"{HOME}corner/", {"version": 0, "words": "Hồ sen"}).status_code == 422
    assert send(quan, picture(), words="").status_code == 422
    assert quan.post(f"{HOME}corner/", {"version": 0, "delete": "1"}).status_code == 422
    assert not LobbyCorner.objects.exists()
