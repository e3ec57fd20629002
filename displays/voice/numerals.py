"""Numbers and letters as Vietnamese and English say them. Pure."""

from collections.abc import Mapping

LARGEST = 9999  # what is larger is said digit by digit

VI_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
EN_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
EN_TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
EN_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

# The names of letters, as they are taught at school.
VI_LETTERS: Mapping[str, str] = {
    "A": "A", "B": "bê", "C": "xê", "D": "dê", "Đ": "đê", "E": "e", "F": "ép phờ", "G": "giê",
    "H": "hát", "I": "i", "J": "gi", "K": "ca", "L": "lờ", "M": "mờ", "N": "nờ", "O": "o",
    "P": "pê", "Q": "cu", "R": "rờ", "S": "sờ", "T": "tê", "U": "u", "V": "vê", "W": "vê kép",
    "X": "ích xì", "Y": "i dài", "Z": "dét",
}  # fmt: skip


def vi_letter(letter: str) -> str:
    """Return the name of a capital letter in Vietnamese; what has none stays as it is."""
    return VI_LETTERS.get(letter, letter)


def vi_number(number: int) -> str:
    """Return a number in Vietnamese words: 21 is "hai mươi mốt", 105 "một trăm linh năm"."""
    if not 0 <= number <= LARGEST:
        return " ".join(VI_DIGITS[int(one)] for one in str(abs(number)))
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _vi_hundreds(rest)
    said = f"{VI_DIGITS[thousands]} nghìn"
    return f"{said} {_vi_hundreds(rest, whole=True)}" if rest else said


def _vi_hundreds(number: int, *, whole: bool = False) -> str:
    """Say a number below 1,000; `whole`: after thousands the hundreds are said in any case."""
    hundreds, rest = divmod(number, 100)
    if not hundreds and not whole:
        return _vi_tens(rest)
    said = f"{VI_DIGITS[hundreds]} trăm"
    if not rest:
        return said
    return f"{said} {_vi_tens(rest)}" if rest > 9 else f"{said} linh {VI_DIGITS[rest]}"  # noqa: PLR2004 (two digits)


def _vi_tens(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return VI_DIGITS[ones]
    said = "mười" if tens == 1 else f"{VI_DIGITS[tens]} mươi"
    if not ones:
        return said
    changed = {5: "lăm", **({1: "mốt"} if tens > 1 else {})}
    return f"{said} {changed.get(ones, VI_DIGITS[ones])}"


def en_number(number: int) -> str:
    """Return a number in English words: 21 is "twenty-one", 105 "one hundred and five"."""
    if not 0 <= number <= LARGEST:
        return " ".join(EN_DIGITS[int(one)] for one in str(abs(number)))
    thousands, rest = divmod(number, 1000)
    hundreds, small = divmod(rest, 100)
    parts = [f"{EN_DIGITS[thousands]} thousand"] if thousands else []
    parts += [f"{EN_DIGITS[hundreds]} hundred"] if hundreds else []
    if small or not parts:
        parts += ["and"] if parts else []
        parts.append(_en_small(small))
    return " ".join(parts)


def _en_small(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return EN_DIGITS[ones]
    if tens == 1:
        return EN_TEENS[ones]
    return f"{EN_TENS[tens]}-{EN_DIGITS[ones]}" if ones else EN_TENS[tens]
