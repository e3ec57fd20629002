"""Breaks text into lines by measured width."""

from collections.abc import Callable, Iterator
from itertools import groupby

from printing.slips.parts import Run
from printing.text import printable

# Width of a run in the unit of the way of printing: dots or columns.
Measure = Callable[[Run], float]
Line = tuple[Run, ...]


def wrapped(runs: tuple[Run, ...], width: float, measure: Measure) -> list[Line]:
    """Return lines none of which is wider than `width`; a longer word is broken between letters.

    Each run's text is made printable first. Runs follow one another with a space between.
    """
    lines: list[Line] = []
    words: list[Run] = []
    for word in _words(runs, width, measure):
        if words and _width(_joined([*words, word]), measure) > width:
            lines.append(_joined(words))
            words = []
        words.append(word)
    return [*lines, _joined(words)] if words else lines


def balanced(runs: tuple[Run, ...], width: float, measure: Measure) -> list[Line]:
    """Return as many lines as `wrapped`, about equally long: no word stands alone in the middle."""
    lines = wrapped(runs, width, measure)
    least, most = width / max(1, len(lines)), width
    while len(lines) > 1 and most - least > 1:
        middle = (least + most) / 2
        closer = wrapped(runs, middle, measure)
        if len(closer) == len(lines):
            lines, most = closer, middle
        else:
            least = middle
    return lines


def _words(runs: tuple[Run, ...], width: float, measure: Measure) -> Iterator[Run]:
    for run in runs:
        for word in printable(run.text).split():
            yield from _pieces(Run(word, run.bold), width, measure)


def _pieces(word: Run, width: float, measure: Measure) -> Iterator[Run]:
    """Yield the word, or the longest pieces of it that fit; a piece has at least one letter."""
    if measure(word) <= width:
        yield word
        return
    piece = Run("", word.bold)
    for letter in word.text:
        longer = Run(piece.text + letter, word.bold)
        if piece.text and measure(longer) > width:
            yield piece
            longer = Run(letter, word.bold)
        piece = longer
    yield piece


def _joined(words: list[Run]) -> Line:
    """Return the words as runs, as few as there are changes of weight."""
    runs = [
        Run(" ".join(word.text for word in same), bold)
        for bold, same in groupby(words, key=lambda word: word.bold)
    ]
    return tuple(Run(f"{run.text} ", run.bold) for run in runs[:-1]) + tuple(runs[-1:])


def _width(line: Line, measure: Measure) -> float:
    return sum(measure(run) for run in line)
