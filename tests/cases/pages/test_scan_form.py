"""Scans on the page of a case and through the API: the form, the file, the sentences."""

from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from onestop.cases.models import Case, CaseScan
from onestop.cases.services import PaperData, case_receive
from onestop.directory.services import access_token_issue
from tests.cases.desk import LAN, Desk
from tests.cases.pages.browsing import Browsing, text
from tests.cases.scans import document, picture


@pytest.fixture(autouse=True)
def _fresh_folder(tmp_path: Path, settings: Settings) -> None:
    settings.ONESTOP_DATA = tmp_path


@pytest.fixture
def case(desk: Desk) -> Case:
    """Return a case with one paper."""
    return case_receive(
        office=desk.cast.office,
        procedure_code=desk.cast.guardianship.code,
        applicant=LAN,
        papers=[PaperData("Tờ khai")],
        actor=desk.cast.an,
        now=desk.now,
    )


def send(browsing: Browsing, who: str, case: Case, content: bytes, name: str = "a.pdf") -> Any:
    """Send the form of the first paper."""
    file = SimpleUploadedFile(name, content)
    return browsing.post(who, f"/cases/{case.code}/papers/1/scan/", file=file)


def test_a_receptionist_adds_a_scan_and_a_supervisor_saves_it(
    browsing: Browsing, case: Case
) -> None:
    page = text(browsing.get("an", f"/cases/{case.code}/"))
    assert "nhiều nhất 10 MB" in page
    assert 'enctype="multipart/form-data"' in page
    content = document()
    assert send(browsing, "an", case, content).status_code == 302
    file = browsing.get("giang", f"/cases/{case.code}/papers/1/scan/")
    assert (file.status_code, file.content) == (200, content)
    looked = text(browsing.get("giang", f"/cases/{case.code}/"))
    assert "Bản quét (PDF," in looked
    assert "multipart" not in looked


def test_a_scan_is_handed_out_so_that_nothing_in_it_acts(browsing: Browsing, case: Case) -> None:
    send(browsing, "an", case, document())
    headers = browsing.get("an", f"/cases/{case.code}/papers/1/scan/").headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == f'attachment; filename="{case.code}-1.pdf"'
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "no-store" in headers["Cache-Control"]


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"<script>alert(1)</script>", "a.png", "Tệp hỏng hoặc không phải PDF, JPEG, PNG."),
        (picture(), "a.pdf", "Nội dung tệp không khớp với tên."),
        (b"", "a.pdf", "Tệp rỗng."),
    ],
)
def test_a_wrong_file_is_said_beside_the_field(
    browsing: Browsing, case: Case, content: bytes, name: str, sentence: str
) -> None:
    answer = send(browsing, "an", case, content, name)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert 'href="#papers"' in text(answer)
    assert not CaseScan.objects.exists()


def test_a_form_without_a_file_asks_for_one(browsing: Browsing, case: Case) -> None:
    answer = browsing.post("an", f"/cases/{case.code}/papers/1/scan/")
    assert answer.status_code == 422
    assert "Chưa chọn tệp." in text(answer)


@pytest.mark.parametrize(("who", "status"), [("dung", 403), ("giang", 403), ("xuan", 404)])
def test_others_may_not_send(browsing: Browsing, case: Case, who: str, status: int) -> None:
    assert send(browsing, who, case, document()).status_code == status
    assert not CaseScan.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("quan", 403), ("xuan", 404), (None, 302), ("chi", 200)]
)
def test_a_file_is_for_who_sees_the_case(
    browsing: Browsing, case: Case, who: str | None, status: int
) -> None:
    send(browsing, "an", case, document())
    assert browsing.get(who, f"/cases/{case.code}/papers/1/scan/").status_code == status


def test_the_page_costs_no_more_for_many_papers(browsing: Browsing, case: Case) -> None:
    few = browsing.queries("an", f"/cases/{case.code}/")
    for position in range(2, 30):
        case.papers.create(position=position, name="Giấy tờ")
    send(browsing, "an", case, document())
    assert browsing.queries("an", f"/cases/{case.code}/") <= few + 1


def test_the_api_takes_and_gives_the_same_file(browsing: Browsing, desk: Desk, case: Case) -> None:
    path = f"/api/v1/cases/{case.code}/papers/1/scan"
    token = access_token_issue(user=desk.cast.chi, now=desk.now)
    headers = {"Authorization": f"Bearer {token}"}
    client = browsing.client(None, headers=headers)
    content = picture()
    with time_machine.travel(desk.now, tick=False):
        answer = client.post(path, {"file": SimpleUploadedFile("a.png", content)})
        assert answer.status_code == 201
        assert answer.json()["kind"] == "png"
        assert client.get(path).content == content
        wrong = client.post(path, {"file": SimpleUploadedFile("a.pdf", content)})
        missing = client.post(path)
    assert (wrong.status_code, missing.status_code) == (422, 422)
    assert set(wrong.json()["errors"]) == {"file"}
