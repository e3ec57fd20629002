"""Fonts: Noto Sans from a package for slips and browsers, a twin of Times New Roman for letters.

Decree 30/2020 asks for Times New Roman, which is not free: Liberation Serif has its measures.
Nothing of this is kept in the repository; slips draw from the package's buffers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pymupdf_fonts
from PIL import ImageFont
from reportlab.pdfbase.ttfonts import TTFError, TTFontFile

from printing.text import VIETNAMESE_LETTERS

FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
TWIN = "LiberationSerif"
STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
VIETNAMESE = frozenset(map(ord, VIETNAMESE_LETTERS))


class Face(StrEnum):
    """A face of the package, by its name there."""

    REGULAR = "notos"
    BOLD = "notosbo"
    ITALIC = "notosit"
    BOLD_ITALIC = "notosbi"
    # Draws what a printer's own letters would look like.
    MONO = "cascadia"


NOTO = (Face.REGULAR, Face.BOLD, Face.ITALIC, Face.BOLD_ITALIC)
WEB_FONTS = {"NotoSans-Regular.ttf": Face.REGULAR, "NotoSans-Bold.ttf": Face.BOLD}


@dataclass(frozen=True)
class LetterFaces:
    """The four faces of a letter as TrueType files in memory.

    `twin`: they measure like Times New Roman; `letters`: the code points that they can show.
    """

    twin: bool
    letters: frozenset[int]
    regular: bytes
    bold: bytes
    italic: bytes
    bold_italic: bytes


@lru_cache
def face_bytes(face: Face) -> bytes:
    """Return the TrueType file of a face."""
    return bytes(pymupdf_fonts.myfont(face.value))


def has_letter(face: Face, letter: str) -> bool:
    """Tell whether a face of the package can show the letter."""
    return letter in VIETNAMESE_LETTERS or letter.isascii() or ord(letter) in _face_letters(face)


@lru_cache
def _face_letters(face: Face) -> frozenset[int]:
    return letters_of(face_bytes(face))


@lru_cache(maxsize=64)
def face_font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """Return a face for drawing, `size` dots an em; letter by letter, as NFC text needs."""
    file = BytesIO(face_bytes(face))
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)


def web_fonts_write(folder: Path) -> None:
    """Write Noto Sans, regular and bold, into the folder for browsers; only what changed."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, face in WEB_FONTS.items():
        path, content = folder / name, face_bytes(face)
        if not path.exists() or path.stat().st_size != len(content):
            path.write_bytes(content)


@lru_cache
def letter_faces() -> LetterFaces:
    """Return Liberation Serif if the system has it with all Vietnamese letters, else Noto Sans."""
    for regular in _candidates():
        paths = [regular.with_name(f"{TWIN}-{style}.ttf") for style in STYLES]
        files = [path.read_bytes() for path in paths if path.is_file()]
        letters = [letters_of(file) for file in files]
        if len(files) == len(STYLES) and all(map(VIETNAMESE.issubset, letters)):
            return _letter_faces(files, twin=True)
    return _letter_faces([face_bytes(face) for face in NOTO], twin=False)


def _letter_faces(files: list[bytes], *, twin: bool) -> LetterFaces:
    regular, bold, italic, bold_italic = files
    return LetterFaces(twin, letters_of(regular), regular, bold, italic, bold_italic)


def _candidates() -> Iterator[Path]:
    for folder in FONT_FOLDERS:
        yield from sorted(folder.rglob(f"{TWIN}-Regular.ttf"))


def letters_of(font: bytes) -> frozenset[int]:
    """Return the code points that a TrueType file can show; none if it is no such file."""
    try:
        return frozenset(TTFontFile(BytesIO(font)).charToGlyph)
    except TTFError:
        return frozenset()
