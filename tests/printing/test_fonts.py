"""Fonts come from packages and from the system, with every Vietnamese letter."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from printing import fonts
from printing.checks import letter_font_check
from printing.fonts import Face, face_bytes, letter_faces, letters_of, web_fonts_write
from printing.slips.parts import Run
from printing.slips.raster import line_strip
from printing.text import VIETNAMESE_LETTERS


@pytest.mark.parametrize("face", Face)
def test_face_has_every_vietnamese_letter(face: Face) -> None:
    assert letters_of(face_bytes(face)) >= fonts.VIETNAMESE


def test_web_fonts_are_written_once(tmp_path: Path) -> None:
    web_fonts_write(tmp_path / "fonts")
    written = sorted((tmp_path / "fonts").iterdir())
    times = [path.stat().st_mtime_ns for path in written]
    web_fonts_write(tmp_path / "fonts")
    assert [path.name for path in written] == ["NotoSans-Bold.ttf", "NotoSans-Regular.ttf"]
    assert [path.stat().st_mtime_ns for path in written] == times
    assert ImageFont.truetype(written[0], 20).getname() == ("Noto Sans", "Bold")


@pytest.fixture
def bare_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Return the one folder in which fonts are looked for."""
    monkeypatch.setattr(fonts, "FONT_FOLDERS", (tmp_path,))
    letter_faces.cache_clear()
    yield tmp_path
    letter_faces.cache_clear()


@pytest.mark.usefixtures("bare_system")
def test_letters_fall_back_to_noto_and_the_check_says_so() -> None:
    assert not letter_faces().twin
    (warning,) = letter_font_check(None)
    assert warning.id == "onestop.W011"
    assert "fonts-liberation2" in str(warning.hint)


def test_twin_without_vietnamese_letters_is_not_used(bare_system: Path) -> None:
    for style in fonts.STYLES:
        (bare_system / f"LiberationSerif-{style}.ttf").write_bytes(b"no font at all")
    assert not letter_faces().twin


def test_twin_with_them_is_used_and_the_check_is_silent(bare_system: Path) -> None:
    for style, face in zip(fonts.STYLES, fonts.NOTO, strict=True):
        (bare_system / f"LiberationSerif-{style}.ttf").write_bytes(face_bytes(face))
    assert letter_faces().twin
    assert letter_font_check(None) == []


@pytest.mark.parametrize("size", [20, 21, 23, 24, 26, 28, 30, 34])
def test_no_mark_is_cut_off_by_the_line(size: int) -> None:
    font = ImageFont.truetype(BytesIO(face_bytes(Face.BOLD)), size)
    for letter in sorted(VIETNAMESE_LETTERS):
        strip = line_strip((Run(letter, bold=True),), size, 0)
        free = Image.new("1", (100, 100))
        ImageDraw.Draw(free).text((30, 60), letter, font=font, fill=255, anchor="ls")
        _left, top, _right, bottom = free.getbbox() or (0, 0, 0, 0)
        assert strip.raster[6] == bottom - top, letter
