"""A ticket as raster beside the straightforward way, in turns, in one run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from statistics import median
from time import perf_counter

import segno
from PIL import Image, ImageDraw, ImageFont

from printing.fonts import Face, face_font
from printing.slips import PLAIN, TicketSlip, slip_bytes
from printing.slips.layout import arranged
from printing.slips.parts import Code, Gap, Number, Part, Rule, Size, Text
from printing.slips.printer import slip_printer
from printing.slips.ticket import ticket_blocks
from tests.printing.samples import TICKET

WIDTH = 576
ROUNDS, TICKETS = 15, 20
HEAD = (
    "| what | ms | ms, straightforward | ratio | bytes | bytes, straightforward |\n"
    "|---|--:|--:|--:|--:|--:|"
)
SIZES = {Size.SMALL: 21, Size.BODY: 24, Size.LARGE: 34, Size.TITLE: 30}
NUMBER_SIZE = 140
MODULE = 6


@dataclass
class Timed:
    """How long each round took, in seconds a ticket, and the bytes of the last ticket."""

    rounds: list[float] = field(default_factory=list)
    data: bytes = b""

    def run(self, make: Callable[[TicketSlip], bytes], tickets: list[TicketSlip]) -> None:
        """Take a round in."""
        start = perf_counter()
        for ticket in tickets:
            self.data = make(ticket)
        self.rounds.append((perf_counter() - start) / len(tickets))


def slip_lines(rounds: int = ROUNDS, tickets: int = TICKETS) -> Iterator[str]:
    """Yield the row of tickets; each has its own number and address, as in an office."""
    ours, theirs = Timed(), Timed()
    ours.run(raster, _tickets(0, 2))  # fonts are loaded once
    theirs.run(straightforward, _tickets(0, 2))
    ours.rounds, theirs.rounds = [], []
    for place in range(rounds):
        batch = _tickets(1 + place * tickets, tickets)
        ours.run(raster, batch)
        theirs.run(straightforward, batch)
    ratio = median(a / b for a, b in zip(ours.rounds, theirs.rounds, strict=True))
    yield (
        f"| ticket, raster, {WIDTH} dots | {1000 * median(ours.rounds):.2f} "
        f"| {1000 * median(theirs.rounds):.2f} | {ratio:.2f} "
        f"| {len(ours.data)} | {len(theirs.data)} |"
    )


def raster(ticket: TicketSlip) -> bytes:
    """Return the ticket as the product makes it."""
    return slip_bytes(ticket, width_dots=WIDTH, text="raster")


def straightforward(ticket: TicketSlip) -> bytes:
    """Return the same ticket drawn whole by Pillow and converted by python-escpos."""
    parts = arranged(ticket_blocks(ticket), PLAIN, document="ticket", is_copy=False)
    picture = Image.new("1", (WIDTH, 1200), 1)
    draw, row = ImageDraw.Draw(picture), 0
    for part in parts:
        row = _draw(draw, picture, part, row)
    printer = slip_printer(WIDTH)
    printer.hw("INIT")
    printer.image(picture.crop((0, 0, WIDTH, row)), fragment_height=255)
    printer.cut()
    return bytes(printer.output)


def _tickets(first: int, count: int) -> list[TicketSlip]:
    return [
        replace(TICKET, number=f"A{place % 1000:03}", url=f"{TICKET.url[:-4]}{place:03}/")
        for place in range(first, first + count)
    ]


def _draw(draw: ImageDraw.ImageDraw, picture: Image.Image, part: Part, row: int) -> int:
    """Draw a part at a row and return the row below it."""
    match part:
        case Text():
            run = part.runs[0]
            face = Face.BOLD if run.bold else Face.REGULAR
            return _centred(draw, run.text, face_font(face, SIZES[part.size]), row)
        case Number():
            return _centred(draw, part.text, face_font(Face.BOLD, NUMBER_SIZE), row)
        case Code():
            return _code(picture, part.content, row)
        case Rule():
            draw.rectangle((0, row + 6, WIDTH, row + 7), fill=0)
            return row + 14
        case Gap():
            return row + part.dots
        case _:
            raise AssertionError(part)


def _centred(draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, row: int) -> int:
    draw.text((WIDTH // 2, row), text, font=font, fill=0, anchor="ma")
    return row + round(font.size * 1.4)


def _code(picture: Image.Image, content: str, row: int) -> int:
    matrix = [bytes(line) for line in segno.make_qr(content, error="m").matrix]
    small = Image.frombytes("L", (len(matrix), len(matrix)), b"".join(matrix))
    code = small.point(lambda dark: 0 if dark else 255, "1")
    code = code.resize((len(matrix) * MODULE,) * 2, Image.Resampling.NEAREST)
    picture.paste(code, ((WIDTH - code.width) // 2, row + 4 * MODULE))
    return row + code.height + 8 * MODULE
