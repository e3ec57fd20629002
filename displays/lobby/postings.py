"""A long text as pages that are read on a wall: so much at a time, cut where it may be. Pure."""

import re
import textwrap
from collections.abc import Iterator

MOST_SIGNS = 360  # that a page of the wall holds, large enough for ten metres
MOST_LINES = 9
LINE = 46  # signs that go into one line there, about

_SENTENCE_END = re.compile(r"(?<=[.;:!?])\s+")


def pages_of(text: str) -> list[str]:
    """Return the text as pages, cut between lines, else between sentences, else between words."""
    pages: list[str] = []
    for piece in _pieces(text):
        joined = f"{pages[-1]}\n{piece}" if pages else ""
        if joined and _fits(joined):
            pages[-1] = joined
        else:
            pages.append(piece)
    return pages


def _pieces(text: str) -> Iterator[str]:
    for line in map(str.strip, text.splitlines()):
        if _fits(line):
            yield from [line] if line else []
        else:
            yield from _packed(line)


def _packed(line: str) -> Iterator[str]:
    """Yield a line that is too long as pieces of whole sentences, each as long as it may be."""
    held = ""
    for sentence in _SENTENCE_END.split(line):
        for part in textwrap.wrap(sentence, MOST_SIGNS) or [""]:
            joined = f"{held} {part}".strip()
            if held and not _fits(joined):
                yield held
                joined = part
            held = joined
    yield held


def _fits(text: str) -> bool:
    lines = sum(max(1, -(-len(line) // LINE)) for line in text.split("\n"))
    return len(text) <= MOST_SIGNS and lines <= MOST_LINES
