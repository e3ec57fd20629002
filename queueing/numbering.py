"""How a ticket's number is written, and which comes next in its series."""


def number_text(letter: str, sequence: int, width: int) -> str:
    """Return a number as citizens read it; it grows past its width: `A999`, then `A1000`."""
    return f"{letter}{sequence:0{width}d}"


def next_in_series(last: int | None, start: int) -> int:
    """Return the sequence after `last`; a day's first (`last` is None) is the service's start.

    Only the first number of the day honours `start`: services that share a letter share one
    series, and a second start in its middle would tear a gap into it.
    """
    return start if last is None else last + 1
