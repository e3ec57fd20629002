"""What a voice says when a number is called. Pure: from number and counter to a sentence."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from displays.voice.numerals import EN_DIGITS, VI_DIGITS, en_number, vi_letter, vi_number

# "Quầy 3", "Quầy số 3": the counters that every language can count.
COUNTED = re.compile(r"\s*quầy(?:\s+số)?\s+(\d{1,6})\s*", re.IGNORECASE)
_DIGITS = re.compile(r"\d{1,6}")
# What is read of a name: letters and digits of every language, and what separates them.
_UNREADABLE = re.compile(r"[^\w\s,.-]|_")


class Call(NamedTuple):
    """A ticket's number and the name of the counter that it is called to."""

    number: str
    counter: str


def call_said(call: Call, language: str, *, short: bool = False) -> str:
    """Return the sentence that calls a number to a counter; KeyError for an unknown language.

    A number is read sign by sign, as it stands on the ticket: A012 is "A không một hai". The
    counter's number is counted: 12 is "mười hai". `short` leaves the politeness out.
    """
    return SAID[language](call, short)


def _vietnamese(call: Call, short: bool) -> str:  # noqa: FBT001 (the one shape of `SAID`)
    number, place = _spelled(call.number, VI_DIGITS, vi_letter), _vi_counter(call.counter)
    if short:
        return f"Số {number}, {place}."
    return f"Mời ông bà có số {number}, đến {place}."


def _english(call: Call, short: bool) -> str:  # noqa: FBT001 (the one shape of `SAID`)
    number, place = _spelled(call.number, EN_DIGITS, str), _en_counter(call.counter)
    if short:
        return f"Number {number}, {place or 'see the screen'}."
    going = f"please go to {place}" if place else "please see the screen for your counter"
    return f"Number {number}, {going}."


SAID: Mapping[str, Callable[[Call, bool], str]] = {"vi": _vietnamese, "en": _english}


def _spelled(number: str, digits: tuple[str, ...], letter: Callable[[str], str]) -> str:
    signs = [one for one in number.upper() if one.isalnum()]
    read = (digits[int(one)] if one.isdecimal() else letter(one) for one in signs)
    return " ".join(read)


def _vi_counter(name: str) -> str:
    counted = COUNTED.fullmatch(name)
    if counted:
        return f"quầy số {vi_number(int(counted[1]))}"
    read = " ".join(_UNREADABLE.sub(" ", name).split())
    words = _DIGITS.sub(lambda found: vi_number(int(found[0])), read)
    return words[:1].lower() + words[1:]


def _en_counter(name: str) -> str:
    """Return the counter in English; "" for a name that only Vietnamese can say."""
    counted = COUNTED.fullmatch(name)
    return f"counter {en_number(int(counted[1]))}" if counted else ""
