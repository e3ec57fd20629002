"""A logo as dots of a slip: checked before it is opened, made black and white without greys."""

import warnings
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from onestop.directory.refusals import BadInput
from printing.slips import Picture

LARGEST_FILE = 2 * 1024 * 1024  # bytes
MOST_DOTS = 16_000_000  # of the picture as it was sent
# Dots on paper: it must fit the narrow one, and leave the number its place.
WIDEST, HIGHEST = 352, 160
MIDDLE = 128  # a lighter grey is paper
FORMATS = ("PNG", "JPEG")


def logo_drawn(content: bytes) -> Picture:
    """Return a picture file as dots.

    Raises `BadInput` (logo) for what is empty, too large, no PNG or JPEG, damaged, or blank.
    """
    if not content:
        raise _refused(_("Chọn một tệp ảnh PNG hoặc JPEG, tối đa 2 MB."))
    if len(content) > LARGEST_FILE:
        raise _refused(_("Tệp lớn hơn 2 MB. Hãy chọn ảnh nhỏ hơn."))
    ink = _ink(_opened(content))
    box = ink.getbbox()
    if box is None:
        raise _refused(_("Ảnh này in ra chỉ toàn giấy trắng. Hãy chọn ảnh đậm hơn."))
    ink = ink.crop(box)
    return Picture(ink.width, ink.height, ink.tobytes())


def _opened(content: bytes) -> Image.Image:
    """Return the picture in greys on white paper."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # Pillow only warns of a picture that is far too large
            picture = Image.open(BytesIO(content), formats=FORMATS)
            if picture.width * picture.height > MOST_DOTS:
                raise _refused(_("Ảnh quá lớn. Hãy thu nhỏ còn dưới 4.000 × 4.000 điểm."))
            whole = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError) as problem:
        raise _refused(_("Không đọc được tệp này. Hãy chọn ảnh PNG hoặc JPEG.")) from problem
    paper = Image.new("RGBA", whole.size, "white")
    paper.alpha_composite(whole)
    return paper.convert("L")


def _ink(greys: Image.Image) -> Image.Image:
    """Return the picture as large as a slip lets it be, 1 is ink."""
    greys.thumbnail((WIDEST, HIGHEST), Image.Resampling.LANCZOS)
    return greys.point(lambda light: 0 if light >= MIDDLE else 255, "1")


def _refused(sentence: str) -> BadInput:
    return BadInput.field("logo", sentence)
