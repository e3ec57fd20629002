"""An office's own layouts: its words and logo come out, nothing obligatory goes, nothing harms."""

from datetime import datetime
from io import BytesIO

import pytest
import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageChops

from onestop.directory.models import AuditEvent, User
from onestop.directory.refusals import BadInput, NotAllowed
from printing.contents import job_bytes
from printing.layouts import layout_of
from printing.logos import logo_drawn
from printing.models import PrintJob, SlipLayout, SlipLogo
from printing.services import slip_layout_set, slip_logo_set
from queueing.services import ticket_issue
from tests.cast import Cast
from tests.printing.decoder import Sheet, decode

PLAIN = {"opening": "", "closing": "", "hidden": [], "with_logo": True}


def drawn(width: int = 400, height: int = 200, ink: str = "black", kind: str = "PNG") -> bytes:
    picture = Image.new("RGB", (width, height), "white")
    picture.paste(ink, (width // 4, height // 4, width // 2, height // 2))
    file = BytesIO()
    picture.save(file, kind)
    return file.getvalue()


def lay_out(cast: Cast, now: datetime, actor: User | None = None, **facts: object) -> SlipLayout:
    fields = {**PLAIN, "document": "ticket", **facts}
    return slip_layout_set(office=cast.office, actor=actor or cast.quan, now=now, **fields)  # type: ignore[arg-type]


def ticket(cast: Cast, now: datetime, text: str = "TCVN-3") -> Sheet:
    ticket_issue(office=cast.office, service_code="ho-tich", actor=None, now=now)
    return decode(job_bytes(PrintJob.objects.latest("pk"), width_dots=576, text=text), 576)


def test_the_office_s_words_stand_at_their_places(cast: Cast, monday_morning: datetime) -> None:
    lay_out(cast, monday_morning, opening="Giờ làm việc: 7:30\nTừ thứ Hai", closing="Xin cảm ơn!")
    lines = [line.strip() for line in ticket(cast, monday_morning).lines]
    name = lines.index("Trung tâm Phục vụ hành chính công xã Mẫu")
    assert lines[name + 1 : name + 3] == ["Giờ làm việc: 7:30", "Từ thứ Hai"]
    assert lines[-1] == "Xin cảm ơn!"


def test_what_may_go_goes_and_what_must_stay_stays(cast: Cast, monday_morning: datetime) -> None:
    lay_out(cast, monday_morning, hidden=["code", "waiting"])
    sheet = ticket(cast, monday_morning)
    assert zxingcpp.read_barcodes(sheet.picture) == []
    assert "người tiếp theo" not in sheet.text
    assert "A001" in sheet.text
    with pytest.raises(BadInput):
        lay_out(cast, monday_morning, hidden=["number"])


def test_each_document_has_its_own(cast: Cast, monday_morning: datetime) -> None:
    lay_out(cast, monday_morning, document="receipt", closing="Chỉ giấy hẹn")
    assert "Chỉ giấy hẹn" not in ticket(cast, monday_morning).text


def test_logo_is_printed_above_everything(cast: Cast, monday_morning: datetime) -> None:
    without = ticket(cast, monday_morning, "raster").picture
    slip_logo_set(office=cast.office, content=drawn(), actor=cast.quan, now=monday_morning)
    sheet = ticket(cast, monday_morning, "raster")
    assert sheet.picture.height > without.height + 40
    top = sheet.picture.crop((0, 0, 576, 30))
    assert ImageChops.invert(top).getbbox() is not None
    lay_out(cast, monday_morning, with_logo=False)
    assert ticket(cast, monday_morning, "raster").picture.height == without.height


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        drawn(ink="white"),
        drawn(kind="GIF"),
        drawn()[:80],
        bytes(50 * 1024 * 1024),
    ],
    ids=["nothing", "damaged", "svg", "blank", "gif", "cut", "50 MB"],
)
def test_what_is_no_logo_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput):
        logo_drawn(content)


def test_a_picture_of_endless_size_is_not_opened() -> None:
    file = BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, "PNG")
    assert len(file.getvalue()) < 2 * 1024 * 1024
    with pytest.raises(BadInput):
        logo_drawn(file.getvalue())


def test_logo_fits_narrow_paper() -> None:
    logo = logo_drawn(drawn(3000, 900))
    assert logo.width <= 352
    assert logo.height <= 160


@pytest.mark.parametrize(
    "words",
    ["Xin chào 🙂", "漢字", "x" * 301, "a\nb\nc\nd\ne"],
)
def test_words_that_some_printer_cannot_print_are_refused(
    cast: Cast, monday_morning: datetime, words: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        lay_out(cast, monday_morning, closing=words)
    assert set(refusal.value.errors) == {"closing"}
    assert not SlipLayout.objects.exists()


def test_commands_in_words_are_no_commands(cast: Cast, monday_morning: datetime) -> None:
    lay_out(cast, monday_morning, opening="An\x1bp0\x00Bình")
    assert layout_of(cast.office.pk, "ticket").opening == "Anp0Bình"


def test_only_who_manages_the_office_lays_out(cast: Cast, monday_morning: datetime) -> None:
    for name in ("an", "chi", "dung", "xuan"):
        with pytest.raises(NotAllowed):
            lay_out(cast, monday_morning, actor=getattr(cast, name))
        with pytest.raises(NotAllowed):
            slip_logo_set(
                office=cast.office, content=drawn(), actor=getattr(cast, name), now=monday_morning
            )
    assert not SlipLogo.objects.exists()


def test_each_change_is_in_the_audit(cast: Cast, monday_morning: datetime) -> None:
    lay_out(cast, monday_morning, closing="Xin cảm ơn!")
    slip_logo_set(office=cast.office, content=drawn(), actor=cast.quan, now=monday_morning)
    slip_logo_set(office=cast.office, content=None, actor=cast.quan, now=monday_morning)
    actions = AuditEvent.objects.filter(action__startswith="slip.").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == [
        "slip.layout",
        "slip.logo",
        "slip.logo",
    ]


@pytest.fixture
def quan(client: Client, cast: Cast) -> Client:
    """Return the browser of the office's administrator."""
    client.force_login(cast.quan)
    return client


def address(name: str, *more: str) -> str:
    return reverse(name, args=["mau", *more])


def test_the_page_stores_and_shows_what_was_stored(quan: Client) -> None:
    sent = {"opening": "Xin chào", "closing": "", "shown": ["code", "moment"], "with_logo": "on"}
    assert quan.post(address("slip-layout", "ticket"), sent).status_code == 302
    row = SlipLayout.objects.get()
    assert (row.opening, row.hidden) == ("Xin chào", ["guidance", "waiting"])
    assert "Xin chào" in quan.get(address("slip-layout", "ticket")).content.decode()


def test_the_page_says_which_letter_cannot_be_printed(quan: Client) -> None:
    answer = quan.post(address("slip-layout", "ticket"), {"closing": "Chào 🙂"})
    assert answer.status_code == 400
    assert "«🙂»" in answer.content.decode()
    assert not SlipLayout.objects.exists()


@pytest.mark.parametrize("document", ["ticket", "receipt", "supplement", "apology", "summary"])
@pytest.mark.parametrize(("width", "text"), [("576", "raster"), ("384", "TCVN-3")])
def test_preview_is_drawn_and_stores_nothing(
    quan: Client, document: str, width: str, text: str
) -> None:
    query = {"closing": "Cảm ơn", "width": width, "text": text}
    answer = quan.get(address("slip-preview", document), query)
    assert answer.headers["Content-Type"] == "image/png"
    with Image.open(BytesIO(answer.content)) as picture:
        assert picture.width == int(width) + 32
    assert not SlipLayout.objects.exists()


def test_preview_of_nonsense_is_refused(quan: Client) -> None:
    for query in ({"width": "99999"}, {"closing": "🙂"}, {"text": "CP437"}, {"shown": "x"}):
        assert quan.get(address("slip-preview", "ticket"), query).status_code == 422
    assert quan.get(address("slip-preview", "no-such")).status_code == 404


def test_a_logo_of_50_mb_is_refused_and_the_page_says_so(quan: Client) -> None:
    upload = SimpleUploadedFile("a.png", bytes(50 * 1024 * 1024), "image/png")
    answer = quan.post(address("slip-logo"), {"logo": upload, "document": "ticket"}, follow=True)
    assert "2 MB" in answer.content.decode()
    assert not SlipLogo.objects.exists()


def test_a_logo_is_sent_and_taken_away(quan: Client) -> None:
    quan.post(
        address("slip-logo"), {"logo": SimpleUploadedFile("a.png", drawn()), "document": "ticket"}
    )
    assert SlipLogo.objects.exists()
    quan.post(address("slip-logo"), {"remove": "1", "document": "ticket"})
    assert not SlipLogo.objects.exists()
