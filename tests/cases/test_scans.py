"""A paper of a case gets its scan: who may, what is taken, and what is left when it is not."""

import hashlib
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django.fixtures import Settings

from onestop.cases.models import Case, CaseScan
from onestop.cases.scans import LARGEST_SCAN
from onestop.cases.services import PaperData, case_receive, scan_add, scan_open, scans_erase
from onestop.directory.models import AuditEvent
from onestop.directory.refusals import BadInput, NotAllowed, NotFound, Refusal, StateForbids
from tests.cases.desk import LAN, Desk
from tests.cases.scans import bomb, document, picture


@pytest.fixture(autouse=True)
def scans(tmp_path: Path, settings: Settings) -> Path:
    """Return the folder of the scans: a fresh one."""
    settings.ONESTOP_DATA = tmp_path
    return tmp_path / "scans"


@pytest.fixture
def case(desk: Desk) -> Case:
    """Return a case with two papers."""
    return case_receive(
        office=desk.cast.office,
        procedure_code=desk.cast.guardianship.code,
        applicant=LAN,
        papers=[PaperData("Tờ khai"), PaperData("Giấy khai sinh")],
        actor=desk.cast.an,
        now=desk.now,
    )


def add(desk: Desk, case: Case, content: bytes, name: str, who: str = "an") -> CaseScan:
    """Attach a scan to the first paper."""
    actor = getattr(desk.cast, who)
    return scan_add(
        code=case.code, position=1, content=content, name=name, actor=actor, now=desk.now
    )


def files(folder: Path) -> list[Path]:
    """Return every file in the folder."""
    return [one for one in folder.rglob("*") if one.is_file()]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (picture("PNG"), "to-khai.PNG"),
        (picture("JPEG"), "tờ khai.jpg"),
        (document(), "to.khai.pdf"),
    ],
)
def test_a_scan_is_kept_as_it_came(
    desk: Desk, case: Case, scans: Path, content: bytes, name: str
) -> None:
    scan = add(desk, case, content, name)
    assert (scan.kind, scan.size) == (name[-3:].lower(), len(content))
    assert scan.sha256 == hashlib.sha256(content).hexdigest()
    (stored,) = files(scans)
    assert stored.read_bytes() == content
    assert stored.stat().st_mode & 0o777 == 0o600
    found, read = scan_open(code=case.code, position=1, actor=desk.cast.giang, now=desk.now)
    assert (found, read) == (scan, content)


REFUSED = {
    "empty": (b"", "a.pdf"),
    "html as png": (b"<html><script>alert(1)</script></html>", "a.png"),
    "svg as png": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "a.png"),
    "png as pdf": (picture("PNG"), "a.pdf"),
    "png as exe": (picture("PNG"), "a.exe"),
    "no ending": (picture("PNG"), "png"),
    "two endings": (picture("PNG"), "a.png.html"),
    "gif": (picture("GIF"), "a.png"),
    "NUL in the name": (picture("PNG"), "a.html\x00.png"),
    "line in the name": (picture("PNG"), "a\r\nX: 1.png"),
    "archive behind a picture": (picture("PNG") + b"PK\x03\x04" + b"x" * 50, "a.png"),
    "script behind a picture": (picture("JPEG") + b"<script>alert(1)</script>", "a.jpg"),
    "archive behind a document": (document() + b"PK\x03\x04" + b"x" * 50, "a.pdf"),
    "page before a document": (b"<html>" + document(), "a.pdf"),
    "head of a document alone": (b"%PDF-1.7\n%%EOF", "a.pdf"),
    "references that are not there": (b"%PDF-1.7\n1 0 obj\nstartxref\n5\n%%EOF", "a.pdf"),
    "document that acts": (document().replace(b"/Type /Page", b"/JavaScript 1"), "a.pdf"),
    "picture cut off": (picture("PNG", (500, 500))[:-40] + b"IEND\xaeB\x60\x82", "a.png"),
    "picture of all bits": (b"\xff\xd8\xff" + b"\x00" * 500 + b"\xff\xd9", "a.jpg"),
    "bomb": (bomb(), "a.png"),
    "bomb just under Pillow's own limit": (bomb(9000, 9000), "a.png"),
    "too large": (picture("PNG") + b"\x00" * LARGEST_SCAN, "a.png"),
}


@pytest.mark.parametrize(("content", "name"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_scan_is_refused_in_words_and_nothing_is_stored(
    desk: Desk, case: Case, scans: Path, content: bytes, name: str
) -> None:
    with pytest.raises(BadInput) as refused:
        add(desk, case, content, name)
    assert refused.value.errors["file"]
    assert not CaseScan.objects.exists()
    assert files(scans.parent) == []


@contextmanager
def disk_of(number: int) -> Iterator[None]:
    """Let this process write no file beyond so many bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (number, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_is_said_and_leaves_nothing(desk: Desk, case: Case, scans: Path) -> None:
    content = picture("PNG", (3000, 3000))
    with disk_of(1000), pytest.raises(Refusal) as refused:
        add(desk, case, content, "a.png")
    assert refused.value.status == 507
    assert not CaseScan.objects.exists()
    assert files(scans) == []
    assert add(desk, case, content, "a.png").size == len(content)


def test_a_row_that_cannot_be_written_leaves_no_file(
    desk: Desk, case: Case, scans: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_facts: object) -> None:
        raise ValueError

    monkeypatch.setattr("onestop.cases.services.scans.audit_record", broken)
    with pytest.raises(ValueError):  # noqa: PT011 (just raised here)
        add(desk, case, document(), "a.pdf")
    assert files(scans) == []


def test_the_same_bytes_again_change_nothing(desk: Desk, case: Case, scans: Path) -> None:
    content = document()
    assert add(desk, case, content, "a.pdf") == add(desk, case, content, "b.pdf")
    assert len(files(scans)) == 1


def test_the_latest_scan_counts_and_their_number_ends(desk: Desk, case: Case, scans: Path) -> None:
    for size in range(1, 11):
        add(desk, case, picture("PNG", (size, size)), "a.png")
    with pytest.raises(StateForbids):
        add(desk, case, picture("PNG", (90, 90)), "a.png")
    _scan, content = scan_open(code=case.code, position=1, actor=desk.cast.an, now=desk.now)
    assert content == picture("PNG", (10, 10))
    assert len(files(scans)) == 10


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("giang", NotAllowed), ("dung", NotAllowed), ("quan", NotAllowed), ("xuan", NotFound)],
)
def test_who_neither_receives_nor_processes_may_not_add(
    desk: Desk, case: Case, scans: Path, who: str, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        add(desk, case, document(), "a.pdf", who)
    assert files(scans.parent) == []


@pytest.mark.parametrize(("who", "refusal"), [("quan", NotAllowed), ("xuan", NotFound)])
def test_who_may_not_see_the_case_may_not_open_it(
    desk: Desk, case: Case, who: str, refusal: type[Refusal]
) -> None:
    add(desk, case, document(), "a.pdf", "chi")
    with pytest.raises(refusal):
        scan_open(code=case.code, position=1, actor=getattr(desk.cast, who), now=desk.now)


@pytest.mark.parametrize("position", [0, -1, 3, 10**30])
def test_a_paper_that_is_not_there_is_not_found(desk: Desk, case: Case, position: int) -> None:
    with pytest.raises(NotFound):
        scan_open(code=case.code, position=position, actor=desk.cast.an, now=desk.now)


def test_adding_and_opening_are_recorded_without_a_name(desk: Desk, case: Case) -> None:
    scan = add(desk, case, document(), "Nguyen Thi Mau.pdf")
    scan_open(code=case.code, position=1, actor=desk.cast.chi, now=desk.now)
    events = list(AuditEvent.objects.filter(subject=f"case:{case.pk}", action__contains="scan"))
    assert [(one.action, one.actor_id) for one in events] == [
        ("case.scan_added", desk.cast.an.pk),
        ("case.scan_opened", desk.cast.chi.pk),
    ]
    assert events[0].after["sha256"] == scan.sha256
    assert "Mau" not in str([one.after for one in events])


@pytest.mark.django_db(transaction=True)
def test_erasing_takes_the_files_once_it_is_certain(desk: Desk, case: Case, scans: Path) -> None:
    add(desk, case, document(), "a.pdf")
    with transaction.atomic():
        assert scans_erase(case_id=case.pk) == 1
        assert len(files(scans)) == 1
    assert files(scans) == []
    assert not CaseScan.objects.exists()
