"""Code pages in which receipt printers know Vietnamese letters, and how each writes them.

Which page has which number is the printer's own affair: an office's administrator finds out on a
sheet of letters (`printing.slips.letters`). Three encodings are known here:

- TCVN-3 (TCVN 5712:1993 VN3): small letters on one page, capitals on another, at the same places;
- WPC1258 (Windows-1258): most letters are a letter and a tone mark that is printed over it;
- VISCII (RFC 1456): one page; six capitals lie where a printer reads commands, and are drawn.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from printing.text import VIETNAMESE_LETTERS

RASTER, TCVN3, WPC1258, VISCII = "raster", "TCVN-3", "WPC1258", "VISCII"
# Names under which people know TCVN-3.
TCVN3_NAMES = frozenset({"TCVN-3", "TCVN3", "TCVN-3-1", "TCVN-3-2"})
SMALL_PAGE, CAPITAL_PAGE = 30, 31  # of TCVN-3, on every printer that is known to have it
WINDOWS = 1258
HIGHEST_PAGE = 255
FIRST_LETTER = 0x80

# Letters by the byte of the first of them.
_SMALL: Mapping[int, str] = {
    0xA8: "ăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
_CAPITAL: Mapping[int, str] = {
    0xA1: "ĂÂ",
    0xA7: "Đ",
    0xAA: "ÊÔƠƯ",
    **{code: letters.upper() for code, letters in _SMALL.items() if code > 0xA8},  # noqa: PLR2004 (the row above)
}
_VISCII: Mapping[int, str] = {
    0x80: "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ",
    0xA0: "Õắằặấầẩậẽẹếềểễệốồổỗ",
    0xB3: "ỠƠộờởịỰỨỪỬơớƯ",
    0xC0: "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư",
    0xE0: "àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ",
}


@dataclass(frozen=True)
class CodePage:
    """An encoding at its place in a printer; `number` is that of ESC t.

    `leaves_chinese`: printers with this page begin in a Chinese mode, in which two bytes make one
    sign, and must be told to leave it (FS .).
    """

    encoding: str
    number: int = SMALL_PAGE
    leaves_chinese: bool = False

    @property
    def key(self) -> str:
        """Return the name under which it is stored."""
        return TCVN3 if self.encoding == TCVN3 else f"{self.encoding}:{self.number}"

    @property
    def first_page(self) -> int:
        """Return the page that is chosen first."""
        return self.number

    def write(self, letter: str, current: int) -> tuple[int, bytes] | None:
        """Return the page and the bytes of a letter, None where it has none.

        ASCII stays on the `current` page.
        """
        if letter.isascii():
            return current, letter.encode()
        found: dict[int, bytes] = {
            page: table[letter] for page, table in _tables(self) if letter in table
        }
        if current in found:
            return current, found[current]
        return next(iter(found.items()), None)

    def missing(self) -> list[str]:
        """Return the Vietnamese letters that it lacks; they are drawn instead."""
        lacking = [one for one in VIETNAMESE_LETTERS if self.write(one, self.number) is None]
        return sorted(lacking)

    def read(self, page: int, data: bytes) -> str:
        """Return what a printer shows for bytes on a page of its own; no letter is a box."""
        for number, table in _tables(self):
            if number == page:
                return _read(table, data)
        return _read({}, data)


def code_page(key: str) -> CodePage:
    """Return the code page of a stored name; raises `KeyError` for any other."""
    known = text_known(key)
    if known is None or known == RASTER:
        raise KeyError(key)
    if known == TCVN3:
        return CodePage(TCVN3)
    encoding, number = known.split(":")
    return CodePage(encoding, int(number), leaves_chinese=int(number) not in EPSON_PAGES)


def text_known(text: str) -> str | None:
    """Return how letters are printed in its stored form: raster or a code page; None if unknown."""
    name = text.strip().upper()
    if name == RASTER.upper():
        return RASTER
    if name in TCVN3_NAMES:
        return TCVN3
    encoding, colon, number = name.partition(":")
    if encoding in {WPC1258, VISCII} and colon and number.isascii() and number.isdigit():
        return f"{encoding}:{int(number)}" if int(number) <= HIGHEST_PAGE else None
    return None


# Printers by Epson know 1258 as page 52, and no Chinese mode unless they were made for it.
EPSON_PAGES = frozenset({52})
# Numbers under which printers are known to have a Vietnamese page, the commonest first.
CANDIDATES: tuple[CodePage, ...] = tuple(
    code_page(key)
    for key in (
        TCVN3,
        f"{WPC1258}:52",
        f"{WPC1258}:27",
        f"{WPC1258}:94",
        f"{WPC1258}:35",
        f"{VISCII}:27",
    )
)


@lru_cache(maxsize=64)
def _tables(page: CodePage) -> tuple[tuple[int, Mapping[str, bytes]], ...]:
    if page.encoding == TCVN3:
        return ((SMALL_PAGE, _table(_SMALL)), (CAPITAL_PAGE, _table(_CAPITAL)))
    if page.encoding == VISCII:
        return ((page.number, _table(_VISCII)),)
    return ((page.number, _windows_table()),)


def _table(rows: Mapping[int, str]) -> Mapping[str, bytes]:
    return {
        letter: bytes([first + place])
        for first, letters in rows.items()
        for place, letter in enumerate(letters)
    }


def _windows_table() -> Mapping[str, bytes]:
    return {letter: _windows_bytes(letter) for letter in VIETNAMESE_LETTERS}


def _windows_bytes(letter: str) -> bytes:
    """Return the letter in one byte where the page has it, else with its tone mark after it."""
    try:
        return letter.encode(f"cp{WINDOWS}")
    except UnicodeEncodeError:
        *base, tone = _base_and_tone(letter)
        return "".join([*base, tone]).encode(f"cp{WINDOWS}")


def _base_and_tone(letter: str) -> Iterator[str]:
    tones = frozenset("\u0300\u0301\u0303\u0309\u0323")
    marks = unicodedata.normalize("NFD", letter)
    tone = next(one for one in marks if one in tones)
    yield unicodedata.normalize("NFC", marks.replace(tone, ""))
    yield tone


def _read(table: Mapping[str, bytes], data: bytes) -> str:
    letters = {code: letter for letter, code in table.items()}
    shown, at = "", 0
    while at < len(data):
        size = 2 if data[at : at + 2] in letters else 1
        code = data[at : at + size]
        shown += chr(code[0]) if code[0] < FIRST_LETTER else letters.get(code, "\ufffd")
        at += size
    return shown
