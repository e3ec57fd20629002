"""The page of an official document: fonts, margins, styles, page numbers (Decree 30/2020, annex I).

A4; 20 mm above, below and at the right, 30 mm at the left; Times New Roman's measures, 13 points;
page numbers at the top in the middle, from the second page on.
"""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer

from printing.fonts import letter_faces
from printing.text import printable

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "Letter", "Letter-Bold", "Letter-Italic", "Letter-BoldItalic"
MARGIN, MARGIN_LEFT = 20 * mm, 30 * mm
WIDTH = A4[0] - MARGIN - MARGIN_LEFT
SIZE = 13  # points
INDENT = 10 * mm
LEADING = 1.3  # of a line's size
MARK_SIZE = 96  # points of «DỰ THẢO» across the page
BLANK = "…………………"
BOX = "\N{WHITE SQUARE}"


def letter_pdf(title: str, author: str, story: Sequence[Flowable], *, draft: bool = False) -> bytes:
    """Return the PDF file; a `draft` says so across every page."""
    file = BytesIO()
    document = BaseDocTemplate(
        file, pagesize=A4, title=printable(title), author=printable(author), lang="vi"
    )
    frame = Frame(MARGIN_LEFT, MARGIN, WIDTH, A4[1] - 2 * MARGIN, 0, 0, 0, 0)

    def decorate(canvas: Canvas, _document: Any) -> None:
        if draft:
            _draw_draft(canvas)
        if canvas.getPageNumber() > 1:
            canvas.setFont(REGULAR, SIZE)
            canvas.drawCentredString(A4[0] / 2, A4[1] - MARGIN / 2, str(canvas.getPageNumber()))

    document.addPageTemplates(PageTemplate(frames=[frame], onPage=decorate))
    document.build(list(story))
    return file.getvalue()


@lru_cache
def fonts_register() -> None:
    """Make the faces of letters known to reportlab, once a process."""
    faces = letter_faces()
    files = {
        REGULAR: faces.regular,
        BOLD: faces.bold,
        ITALIC: faces.italic,
        BOLD_ITALIC: faces.bold_italic,
    }
    for name, file in files.items():
        registerFont(TTFont(name, BytesIO(file)))
    registerFontFamily(REGULAR, REGULAR, BOLD, ITALIC, BOLD_ITALIC)


def text(value: str) -> str:
    """Return anything that people typed so that a paragraph shows it as it is.

    A letter that the font lacks shows as an empty box.
    """
    known = letter_faces().letters
    box = BOX if ord(BOX) in known else "_"
    return escape("".join(one if ord(one) in known else box for one in printable(value)))


def bold(value: str) -> str:
    """Return typed text in bold."""
    return f"<b>{text(value)}</b>"


def capitals(value: str) -> str:
    """Return typed text in capitals, as names of bodies and offices stand in heads."""
    return text(value.upper())


def line(markup: str, *, size: float = SIZE, space: float = 3) -> Paragraph:
    """Return a line of a form; `space` in points after it."""
    return Paragraph(markup, _style(size, spaceAfter=space))


def centre(markup: str, *, size: float = SIZE, space: float = 0) -> Paragraph:
    """Return a line in the middle."""
    return Paragraph(markup, _style(size, spaceAfter=space, alignment=TA_CENTER))


def body(markup: str) -> Paragraph:
    """Return a paragraph of a letter: justified, its first line indented, 6 points between."""
    style = _style(SIZE, spaceAfter=6, alignment=TA_JUSTIFY, firstLineIndent=INDENT)
    return Paragraph(markup, style)


def _style(size: float, **options: Any) -> ParagraphStyle:
    fonts_register()
    leading = size * LEADING
    return ParagraphStyle("letter", fontName=REGULAR, fontSize=size, leading=leading, **options)


def space(height: float) -> Spacer:
    """Return blank paper, `height` in points."""
    return Spacer(1, height)


def _draw_draft(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.setFillGray(0.88)
    canvas.setFont(BOLD, MARK_SIZE)
    canvas.translate(A4[0] / 2, A4[1] / 2)
    canvas.rotate(50)
    canvas.drawCentredString(0, 0, "DỰ THẢO")
    canvas.restoreState()
