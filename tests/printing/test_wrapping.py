"""Text is broken between words, by measured width, and nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from printing.slips.parts import Run
from printing.slips.wrapping import Line, balanced, wrapped

words = st.text(alphabet="aăâbcdđeêGHIJ ", max_size=80)


def columns(run: Run) -> float:
    return len(run.text)


def text_of(lines: list[Line]) -> str:
    return " ".join("".join(run.text for run in line) for line in lines)


def length(line: Line) -> float:
    return sum(columns(run) for run in line)


@given(first=words, second=words, width=st.integers(1, 40))
def test_no_line_is_wider_than_the_paper_and_no_letter_is_lost(
    first: str, second: str, width: int
) -> None:
    runs = (Run(first), Run(second, bold=True))
    for fill in (wrapped, balanced):
        lines = fill(runs, width, columns)
        assert all(0 < length(line) <= width for line in lines)
        assert text_of(lines).replace(" ", "") == (first + second).replace(" ", "")


@given(text=words, width=st.integers(1, 40))
def test_balancing_takes_no_more_lines(text: str, width: int) -> None:
    runs = (Run(text),)
    assert len(balanced(runs, width, columns)) == len(wrapped(runs, width, columns))


def test_words_stay_whole() -> None:
    lines = wrapped((Run("Đăng ký giám hộ"),), 9, columns)
    assert [text_of([line]) for line in lines] == ["Đăng ký", "giám hộ"]


def test_word_longer_than_the_paper_is_broken() -> None:
    lines = wrapped((Run("ABCDEFGH"),), 3, columns)
    assert [text_of([line]) for line in lines] == ["ABC", "DEF", "GH"]


def test_no_word_stands_alone_in_a_balanced_paragraph() -> None:
    lines = balanced((Run("Quét mã bằng điện thoại nhé"),), 24, columns)
    assert [text_of([line]) for line in lines] == ["Quét mã bằng", "điện thoại nhé"]


def test_weights_change_within_a_line() -> None:
    (line,) = wrapped((Run("Người nộp:"), Run("An Bình", bold=True)), 40, columns)
    assert line == (Run("Người nộp: "), Run("An Bình", bold=True))
