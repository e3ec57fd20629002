"""Parts that official documents share: head, signatures, recipients, tables, QR code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import segno
from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, KeepTogether, Table

from printing.letters.page import SIZE, WIDTH, capitals, centre, line, space, text
from printing.letters.people import Sender
from printing.words import form_date, local_day

LEFT, RIGHT = 0.43 * WIDTH, 0.57 * WIDTH
SIGNATURE_SPACE = 50  # points
QUIET_ZONE = 2  # modules; the paper around is blank
PLAIN = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
]


@dataclass(frozen=True)
class Signature:
    """Who signs: a title in capitals, what to do, and the name below the blank."""

    title: str
    note: str = "(Ký và ghi rõ họ tên)"
    name: str = ""


def head(sender: Sender, number: str, at: datetime | None) -> list[Flowable]:
    """Return the head: bodies at the left, the state's name and motto at the right, the date.

    `at` None leaves the date to be written by hand when the letter is issued.
    """
    day = form_date(local_day(at)) if at else "ngày …… tháng …… năm ……"
    place = f"{text(sender.place)}, {day}" if sender.place else day.capitalize()
    issuer: list[Flowable] = [
        *([centre(capitals(sender.parent), size=12)] if sender.parent else []),
        centre(f"<b>{capitals(sender.name)}</b>", size=12),
        _rule(0.3 * LEFT),
        centre(f"Số: {number}"),
    ]
    state = [
        centre("<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", size=12),
        centre("<b>Độc lập - Tự do - Hạnh phúc</b>"),
        _rule(0.58 * RIGHT),
        centre(f"<i>{place}</i>"),
    ]
    centred = [*PLAIN, ("ALIGN", (0, 0), (-1, -1), "CENTER")]
    return [Table([[issuer, state]], colWidths=[LEFT, RIGHT], style=centred), space(14)]


def title(*lines: str) -> list[Flowable]:
    """Return the document's name in bold capitals."""
    return [*(centre(f"<b>{one}</b>", size=14) for one in lines), space(6)]


def signatures(*signed: Signature) -> Flowable:
    """Return one to three signature blocks beside one another, never parted by a page break."""
    blocks = [_signature(one) if one.title else [] for one in signed]
    widths = [WIDTH / len(blocks)] * len(blocks)
    return KeepTogether([space(8), Table([blocks], colWidths=widths, style=PLAIN)])


def closing(recipients: Sequence[str], signature: Signature) -> Flowable:
    """Return «Nơi nhận» at the left and the signature at the right."""
    listed = [line("<b><i>Nơi nhận:</i></b>", size=12, space=0)]
    listed += [line(f"- {text(one)};", size=11, space=0) for one in recipients]
    listed += [line("- Lưu: VT.", size=11, space=0)]
    table = Table([[listed, _signature(signature)]], colWidths=[LEFT, RIGHT], style=PLAIN)
    return KeepTogether([space(8), table])


def grid(heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Table:
    """Return a table with lines; cells are markup, `widths` are shares of the page's width."""
    cells = [[centre(f"<b>{one}</b>", size=12) for one in heads]]
    cells += [[line(one, size=12, space=0) for one in row] for row in rows]
    style: Any = [
        ("GRID", (0, 0), (-1, -1), 0.5, black),
        ("VALIGN", (0, 0), (-1, 0), "MIDDLE"),
        ("VALIGN", (0, 1), (-1, -1), "TOP"),
    ]
    return Table(
        cells,
        colWidths=[WIDTH * share for share in widths],
        style=style,
        repeatRows=1,
        spaceAfter=6,
    )


def beside(left: Sequence[Flowable], right: Sequence[Flowable], width: float) -> Table:
    """Return two columns, the right one `width` points wide."""
    columns = [WIDTH - width, width]
    return Table([[list(left), list(right)]], colWidths=columns, style=PLAIN, spaceAfter=3)


def code_drawing(content: str, size: float = 28 * mm) -> Drawing:
    """Return a QR code, `size` points wide."""
    rows = [bytes(row) for row in segno.make_qr(content, error="m").matrix]
    module = size / (len(rows) + 2 * QUIET_ZONE)
    drawing = Drawing(size, size)
    for down, row in enumerate(rows, start=1 + QUIET_ZONE):
        for across, dark in enumerate(row, start=QUIET_ZONE):
            if dark:
                square = Rect(across * module, size - down * module, module, module)
                square.fillColor, square.strokeColor = black, None
                drawing.add(square)
    return drawing


def _signature(one: Signature) -> list[Flowable]:
    return [
        centre(f"<b>{capitals(one.title)}</b>"),
        *([centre(f"<i>{one.note}</i>", size=SIZE - 1)] if one.note else []),
        space(SIGNATURE_SPACE),
        centre(f"<b>{text(one.name)}</b>"),
    ]


def _rule(width: float) -> HRFlowable:
    return HRFlowable(width=width, thickness=0.7, color=black, spaceBefore=2, spaceAfter=4)
