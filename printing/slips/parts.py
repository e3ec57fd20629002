"""What a slip is made of, before anyone knows on which printer it comes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Size(Enum):
    """How large text is; each way of printing has its own measure for it."""

    SMALL = "small"
    BODY = "body"
    LARGE = "large"
    TITLE = "title"


@dataclass(frozen=True)
class Run:
    """Text in one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Text:
    """A paragraph that is wrapped to the paper's width; `marker` hangs before its first line."""

    runs: tuple[Run, ...]
    size: Size = Size.BODY
    centred: bool = False
    marker: str = ""


@dataclass(frozen=True)
class Number:
    """One word, as large as the paper lets it be."""

    text: str


@dataclass(frozen=True)
class Code:
    """A QR code."""

    content: str


@dataclass(frozen=True)
class Figure:
    """A line of a table: what is counted at the left edge, how much at the right one."""

    label: str
    value: str
    bold: bool = False


@dataclass(frozen=True)
class Picture:
    """Dots of ink in the middle: `rows` holds `height` rows of whole bytes, 1 is ink."""

    width: int
    height: int
    rows: bytes


@dataclass(frozen=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True)
class Gap:
    """Blank paper, in dots of 1/8 mm."""

    dots: int


Part = Text | Number | Code | Figure | Picture | Rule | Gap
Parts = Sequence[Part]


@dataclass(frozen=True)
class Block:
    """Parts that belong together, by a name under which a layout may leave them out."""

    name: str
    parts: Parts


Blocks = Sequence[Block]


def plain(text: str, *, size: Size = Size.BODY, bold: bool = False) -> Text:
    """Return a paragraph from the left edge."""
    return Text((Run(text, bold),), size)


def centred(text: str, *, size: Size = Size.BODY, bold: bool = False) -> Text:
    """Return a paragraph in the middle."""
    return Text((Run(text, bold),), size, centred=True)


def labelled(label: str, value: str, *, bold: bool = True) -> Text:
    """Return «label: value» with the value in bold unless it matters less."""
    return Text((Run(f"{label}:"), Run(value, bold)))


def given(label: str, value: str, *, bold: bool = False) -> Parts:
    """Return «label: value» where there is a value."""
    return (labelled(label, value, bold=bold),) if value else ()


def copy_mark(mark: str) -> Parts:
    """Return what tells a copy from the original at first sight."""
    return (Rule(), centred(mark, size=Size.TITLE, bold=True), Rule(), Gap(12))
