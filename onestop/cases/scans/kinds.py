"""What is taken as a scan: PDF, JPEG and PNG, told by the bytes and not by the name."""

import re
import warnings
from io import BytesIO

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from onestop.directory.refusals import BadInput

FIELD = "file"
LARGEST_SCAN = 10 * 1024 * 1024  # bytes
# A page of A4 at 600 dots an inch has 35 million; a small file may claim billions.
MOST_PIXELS = 50_000_000
LONGEST_NAME = 255

PDF_START = re.compile(rb"%PDF-[12]\.[0-9]\s")
PDF_END = re.compile(rb"startxref\s+([0-9]{1,10})\s+%%EOF\s*\Z")
# At the place that `startxref` names stands a table or a stream of cross-references.
PDF_REFERENCES = re.compile(rb"\s*(xref\s|[0-9]+\s+[0-9]+\s+obj\b)")
# Parts that act when the file is opened, or that are files of their own.
PDF_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)\b")
PNG_START, PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB\x60\x82"
JPEG_START, JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"


class ScanKind(TextChoices):
    """The three kinds, each with the ending of its file."""

    PDF = "pdf", "PDF"
    JPEG = "jpg", "JPEG"
    PNG = "png", "PNG"


MEDIA_TYPES = {
    ScanKind.PDF: "application/pdf",
    ScanKind.JPEG: "image/jpeg",
    ScanKind.PNG: "image/png",
}
ENDINGS = {"pdf": ScanKind.PDF, "jpg": ScanKind.JPEG, "jpeg": ScanKind.JPEG, "png": ScanKind.PNG}


def scan_kind(content: bytes, name: str) -> ScanKind:
    """Return what the bytes are.

    Raises `BadInput` for what is empty, too large, of another kind, damaged, called otherwise
    than it is, or more than one thing at once (a picture with an archive behind it).
    """
    if not content:
        raise BadInput.field(FIELD, _("Tệp rỗng. Hãy quét lại rồi chọn tệp khác."))
    if len(content) > LARGEST_SCAN:
        raise BadInput.field(FIELD, _("Tệp lớn quá 10 MB. Hãy quét với độ phân giải thấp hơn."))
    kind = _by_content(content)
    if kind is not _by_name(name):
        raise BadInput.field(
            FIELD, _("Nội dung tệp không khớp với tên. Chỉ nhận tệp .pdf, .jpg hoặc .png.")
        )
    return kind


def _by_name(name: str) -> ScanKind | None:
    """Return what the name's ending says, or raise for a name that hides something."""
    if not name.isprintable() or len(name) > LONGEST_NAME:
        raise BadInput.field(FIELD, _("Tên tệp không dùng được. Hãy đổi tên tệp rồi gửi lại."))
    _stem, dot, ending = name.rpartition(".")
    return ENDINGS.get(ending.lower()) if dot else None


def _by_content(content: bytes) -> ScanKind:
    if PDF_START.match(content):
        return _pdf(content)
    if content.startswith(PNG_START) and content.endswith(PNG_END):
        return _picture(content, ScanKind.PNG)
    if content.startswith(JPEG_START) and content.endswith(JPEG_END):
        return _picture(content, ScanKind.JPEG)
    raise _unknown()


def _pdf(content: bytes) -> ScanKind:
    """Check a PDF by its frame: its end names the place of its references, and they are there."""
    end = PDF_END.search(content, max(0, len(content) - 2048))
    if end is None or not PDF_REFERENCES.match(content, int(end[1])):
        raise _unknown()
    if PDF_ACTIVE.search(content):
        raise BadInput.field(
            FIELD, _("Tệp PDF có phần tự chạy hoặc tệp đính kèm. Hãy quét hoặc in lại thành PDF.")
        )
    return ScanKind.PDF


def _picture(content: bytes, kind: ScanKind) -> ScanKind:
    """Decode a picture to its end; its size is asked before."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # Pillow only warns of a picture that is far too large
            with Image.open(BytesIO(content), formats=[kind.label]) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise _too_many_pixels()
                picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Warning):
        raise _unknown() from None
    return kind


def _too_many_pixels() -> BadInput:
    return BadInput.field(
        FIELD, _("Ảnh có quá nhiều điểm ảnh. Hãy quét với độ phân giải thấp hơn.")
    )


def _unknown() -> BadInput:
    return BadInput.field(
        FIELD, _("Tệp hỏng hoặc không phải PDF, JPEG, PNG. Hãy quét lại rồi gửi lại.")
    )
