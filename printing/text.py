"""Text as paper can show it: one Unicode form, and no character that would command a printer."""

import unicodedata

TONES = "\u0300\u0309\u0303\u0301\u0323"
VOWELS = "aăâeêioôơuưy"
# The twelve vowels with the six tones, small, then capital; đ and Đ: 146 letters.
LETTER_GROUPS = (
    *(
        unicodedata.normalize("NFC", "".join(f"{vowel}{mark}" for mark in ("", *TONES)))
        for vowel in VOWELS
    ),
    "đ",
)
# Every Vietnamese letter that ASCII lacks, small and capital: 134 of them.
VIETNAMESE_LETTERS = frozenset(
    letter
    for vowel in VOWELS
    for mark in ("", *TONES)
    for letter in (
        unicodedata.normalize("NFC", vowel + mark),
        unicodedata.normalize("NFC", vowel + mark).upper(),
    )
    if not letter.isascii()
) | {"đ", "Đ"}


def printable(text: str) -> str:
    """Return the text in NFC on one line, with single spaces and without what cannot be seen.

    Control characters (ESC would command a printer), direction marks, joiners and surrogates go;
    so does a mark that has no letter to stand on, which fonts would draw displaced.
    """
    spaced = "".join(" " if _is_space(one) else one for one in text)
    whole = unicodedata.normalize("NFC", spaced)
    seen = "".join(one for one in whole if unicodedata.category(one)[0] not in "CM")
    return " ".join(seen.split())


def _is_space(one: str) -> bool:
    return one.isspace() or unicodedata.category(one)[0] == "Z"
