"""Tables that an office brings in as CSV: read whole, checked row by row, refused with the line."""

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext

from onestop.clock.deadline import YEARS
from onestop.directory.refusals import BadInput

Choice = TypeVar("Choice", bound=TextChoices)

_DATE = re.compile(r"[12]\d{3}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
# Characters of a cell that a message repeats.
_REPEATED = 40

# Bytes. A catalogue of every procedure in the country stays far below it.
LARGEST_FILE = 20_000_000


@dataclass(frozen=True)
class Row:
    """One row: its cells by column, and the line of the file on which it begins.

    Every reading method raises `BadInput` with the line and the column for what it cannot use.
    """

    line: int
    cells: Mapping[str, str]

    def text(self, column: str, *, longest: int) -> str:
        """Return the cell, which may not be empty; `longest` in characters."""
        cell = self.text_or_empty(column, longest=longest)
        if not cell:
            raise self.refused(column, gettext("không được để trống."))
        return cell

    def text_or_empty(self, column: str, *, longest: int) -> str:
        """Return the cell; `longest` in characters."""
        cell = self.cells[column]
        if len(cell) > longest:
            raise self.refused(column, gettext("dài quá %(longest)s ký tự.") % {"longest": longest})
        return cell

    def choice(self, column: str, choices: type[Choice]) -> Choice:
        """Return the choice whose value stands in the cell."""
        cell = self.cells[column]
        if cell not in choices.values:
            raise self.refused(
                column,
                gettext("“%(value)s” không hợp lệ. Hãy ghi một trong: %(choices)s.")
                % {"value": _short(cell), "choices": ", ".join(choices.values)},
            )
        return choices(cell)

    def whole_number_or_none(self, column: str, *, most: int) -> int | None:
        """Return the number from 0 to `most`, or None for an empty cell."""
        cell = self.cells[column]
        if not cell:
            return None
        if not _NUMBER.fullmatch(cell) or int(cell) > most:
            raise self.refused(
                column,
                gettext("“%(value)s” không phải là số nguyên từ 0 đến %(most)s.")
                % {"value": _short(cell), "most": most},
            )
        return int(cell)

    def yes(self, column: str) -> bool:
        """Tell whether the cell says yes; no and empty are no."""
        cell = self.cells[column]
        if cell not in {"yes", "no", ""}:
            raise self.refused(
                column,
                gettext("“%(value)s” không hợp lệ. Hãy ghi yes, no hoặc để trống.")
                % {"value": _short(cell)},
            )
        return cell == "yes"

    def day_or_none(self, column: str) -> date | None:
        """Return the date, or None for an empty cell or a column that is not there."""
        return self.day(column) if self.cells.get(column) else None

    def day(self, column: str) -> date:
        """Return the date, which is written as 2026-02-16."""
        cell = self.cells[column]
        try:
            found = date.fromisoformat(cell) if _DATE.fullmatch(cell) else None
        except ValueError:
            found = None
        if found is None or found.year not in YEARS:
            raise self.refused(
                column,
                gettext("“%(value)s” không phải là ngày. Hãy ghi như 2026-02-16.")
                % {"value": _short(cell)},
            )
        return found

    def refused(self, column: str, detail: str) -> BadInput:
        """Return the refusal of a cell."""
        return line_refused(self.line, gettext("cột %(column)s: ") % {"column": column} + detail)


def line_refused(line: int, detail: str) -> BadInput:
    """Return the refusal of a file because of one line."""
    return BadInput(gettext("Dòng %(line)s: %(detail)s") % {"line": line, "detail": detail})


def table_read(
    path: Path | str, columns: Sequence[str], *, perhaps: Sequence[str] = ()
) -> list[Row]:
    """Return the rows of a CSV file in UTF-8 that has these columns, perhaps among others.

    Those of `perhaps` may be left out; each column that is read stands there once.

    The words of a cell come in single spaces, their letters composed (NFC). Raises `BadInput` when
    the file cannot be read, is no such table, or has a row that does not fit its heading.
    """
    lines = _lines(_text(Path(path)))
    heading = [_clean(cell) for cell in lines[0][1]] if lines else []
    _ensure_columns(heading, columns, perhaps)
    rows = [_row(line, heading, cells) for line, cells in lines[1:]]
    if not rows:
        raise BadInput(gettext("Tệp không có dòng dữ liệu nào."))
    return rows


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        reason = getattr(error, "strerror", None) or error
        raise BadInput(
            gettext("Không đọc được tệp %(path)s: %(reason)s.") % {"path": path, "reason": reason}
        ) from None
    if len(data) > LARGEST_FILE:
        raise BadInput(gettext("Tệp lớn quá %(most)s MB.") % {"most": LARGEST_FILE // 1_000_000})
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise line_refused(
            line, gettext("không phải là UTF-8. Hãy lưu tệp lại với mã UTF-8.")
        ) from None


def _lines(text: str) -> list[tuple[int, list[str]]]:
    """Return the cells of each row that is not blank, with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines = []
    line = 1
    try:
        for cells in reader:
            if cells:
                lines.append((line, cells))
            line = reader.line_num + 1
    except csv.Error:
        raise line_refused(
            line, gettext("không phải là CSV (dấu ngoặc kép lệch hoặc ô quá dài).")
        ) from None
    return lines


def _ensure_columns(heading: Sequence[str], columns: Sequence[str], perhaps: Sequence[str]) -> None:
    missing = [one for one in columns if one not in heading]
    if missing:
        raise line_refused(1, gettext("thiếu cột %(columns)s.") % {"columns": ", ".join(missing)})
    twice = sorted({one for one in (*columns, *perhaps) if heading.count(one) > 1})
    if twice:
        raise line_refused(
            1, gettext("cột %(columns)s có hai lần.") % {"columns": ", ".join(twice)}
        )


def _row(line: int, heading: Sequence[str], cells: Sequence[str]) -> Row:
    if len(cells) != len(heading):
        raise line_refused(
            line,
            gettext("có %(found)s ô, phải có %(wanted)s.")
            % {"found": len(cells), "wanted": len(heading)},
        )
    clean = {column: _clean(cell) for column, cell in zip(heading, cells, strict=True)}
    for column, cell in clean.items():
        if not cell.isprintable():
            raise line_refused(
                line, gettext("cột %(column)s: có ký tự điều khiển.") % {"column": column}
            )
    return Row(line, clean)


def _clean(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFC", cell).split())


def _short(cell: str) -> str:
    return cell if len(cell) <= _REPEATED else f"{cell[:_REPEATED]}…"
