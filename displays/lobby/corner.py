"""The picture or video in the corner of a lobby screen: which files are taken. No database."""

import hashlib
import io
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from onestop.directory.refusals import BadInput

MEGABYTE = 1024 * 1024
LARGEST_PICTURE = 5 * MEGABYTE
LARGEST_VIDEO = 10 * MEGABYTE
MOST_PIXELS = 40_000_000
SHOWN = (1280, 1280)  # pixels: a corner needs no more, also on a screen of 4K


class Kind(StrEnum):
    """The kinds of files, by their contents; a name says nothing."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    MP4 = "mp4"
    WEBM = "webm"

    @property
    def is_video(self) -> bool:
        """Tell whether it moves."""
        return self in {Kind.MP4, Kind.WEBM}


MEDIA_TYPES: Mapping[Kind, str] = {
    Kind.JPEG: "image/jpeg",
    Kind.PNG: "image/png",
    Kind.WEBP: "image/webp",
    Kind.MP4: "video/mp4",
    Kind.WEBM: "video/webm",
}
# Where a film begins with what it is: an ISO container, or Matroska's.
_ISO = slice(4, 8), b"ftyp"
_MATROSKA = slice(0, 4), b"\x1a\x45\xdf\xa3"


class CornerFile(NamedTuple):
    """A file that may be shown, and the digest of its content."""

    kind: Kind
    content: bytes
    digest: str


def corner_file(content: bytes) -> CornerFile:
    """Return the file as it is shown: a picture is drawn anew, without what else was in it.

    Raises `BadInput` (file) for what is too large or no picture or film of a known kind.
    """
    kind = _video_kind(content)
    if kind is None:
        kind, content = _picture(content)
    elif len(content) > LARGEST_VIDEO:
        raise BadInput.field("file", too_large())
    return CornerFile(kind, content, hashlib.sha256(content).hexdigest()[:32])


def too_large() -> str:
    """Return what is said of a file that is too large."""
    return _("Tệp lớn quá. Ảnh tối đa 5 MB, video tối đa 10 MB: hãy chọn tệp nhỏ hơn.")


def _video_kind(content: bytes) -> Kind | None:
    for kind, (place, sign) in {Kind.MP4: _ISO, Kind.WEBM: _MATROSKA}.items():
        if content[place] == sign:
            return kind
    return None


def _picture(content: bytes) -> tuple[Kind, bytes]:
    if len(content) > LARGEST_PICTURE:
        raise BadInput.field("file", too_large())
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise BadInput.field("file", too_large())
            return _drawn(opened)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as problem:
        text = _("Tệp này không dùng được. Hãy chọn ảnh JPEG, PNG, WebP hoặc video MP4, WebM.")
        raise BadInput.field("file", text) from problem


def _drawn(opened: Image.Image) -> tuple[Kind, bytes]:
    kind = Kind((opened.format or "").lower())
    image: Image.Image = opened.convert("RGB" if kind is Kind.JPEG else "RGBA")
    image.thumbnail(SHOWN)
    out = io.BytesIO()
    image.save(out, format=kind.name)
    return kind, out.getvalue()
