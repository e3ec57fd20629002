"""What the rows of the catalogue's two tables mean; each is checked while it is read.

`data/README.md` describes the columns.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Self

from django.utils.translation import gettext

from onestop.catalogue.models import CalendarDay, Procedure
from onestop.catalogue.tables import Row, line_refused, table_read
from onestop.clock.calendar import SpecialDay
from onestop.clock.deadline import LONGEST_TERM

# The tables that come with the product.
DATA = Path(__file__).parent / "data"
PROCEDURES_FILE = DATA / "procedures.csv"
DAYS_OFF_FILE = DATA / "days_off.csv"

PROCEDURE_COLUMNS = (
    "code",
    "name",
    "field",
    "level",
    "processing_value",
    "processing_unit",
    "processing_text",
    "fee_text",
    "code_checked",
    "time_checked",
    "note",
)
# Columns that a table of procedures may have: the first and the last day of the version.
VALIDITY_COLUMNS = ("valid_from", "valid_to")
DAY_COLUMNS = ("date", "kind", "name", "notice")

# A national procedure code such as 1.001193, perhaps with a local suffix: 2.000815.000.00.00.H55.
# A spreadsheet that takes it for a number drops its last zeros: such a code is refused.
_CODE = re.compile(r"\d\.\d{6}(\.[0-9A-Z]+)*", re.ASCII)

# What stands under `notice` while no official notice has set the day.
ESTIMATE = "estimate"


@dataclass(frozen=True)
class ProcedureRow:
    """A procedure as the table has it; the names are those of `Procedure`, `field` is a name."""

    line: int
    code: str
    name: str
    field: str
    route: Procedure.Route
    processing_value: int | None
    processing_unit: Procedure.Unit
    processing_text: str
    fee_text: str
    code_checked: bool
    time_checked: bool
    note: str
    valid_from: date | None = None
    valid_to: date | None = None

    @classmethod
    def read(cls, row: Row) -> Self:
        """Return the row's procedure; raises `BadInput` for a cell that cannot be used."""
        value = row.whole_number_or_none("processing_value", most=LONGEST_TERM)
        first, last = row.day_or_none("valid_from"), row.day_or_none("valid_to")
        if first and last and last < first:
            raise row.refused("valid_to", gettext("trước ngày bắt đầu."))
        return cls(
            line=row.line,
            code=_code(row),
            name=row.text("name", longest=500),
            field=row.text("field", longest=200),
            route=row.choice("level", Procedure.Route),
            processing_value=value,
            processing_unit=_unit(row, value),
            processing_text=row.text_or_empty("processing_text", longest=300),
            fee_text=row.text_or_empty("fee_text", longest=300),
            code_checked=row.yes("code_checked"),
            time_checked=row.yes("time_checked"),
            note=row.text_or_empty("note", longest=500),
            valid_from=first,
            valid_to=last,
        )


@dataclass(frozen=True)
class DayRow:
    """A day off or a swapped working day as the table has it; the names are `CalendarDay`'s."""

    line: int
    date: date
    kind: CalendarDay.Kind
    name: str
    notice: str

    @property
    def estimated(self) -> bool:
        """Tell whether no official notice has set the day yet."""
        return self.notice == ESTIMATE

    @classmethod
    def read(cls, row: Row) -> Self:
        """Return the row's day; raises `BadInput` for a cell that cannot be used."""
        return cls(
            line=row.line,
            date=row.day("date"),
            kind=row.choice("kind", CalendarDay.Kind),
            name=row.text("name", longest=200),
            notice=row.text_or_empty("notice", longest=200),
        )

    def special_day(self) -> SpecialDay:
        """Return the day as the clock knows it."""
        return SpecialDay(
            self.date, self.kind is CalendarDay.Kind.WORKING, self.name, estimated=self.estimated
        )


def procedure_rows(path: Path | str) -> list[ProcedureRow]:
    """Return the table's versions; raises `BadInput` with the line for a bad or a double one."""
    table = table_read(path, PROCEDURE_COLUMNS, perhaps=VALIDITY_COLUMNS)
    rows = [ProcedureRow.read(row) for row in table]
    _ensure_once([(row.line, _version(row)) for row in rows])
    _ensure_apart(rows)
    return rows


def day_rows(path: Path | str) -> list[DayRow]:
    """Return the table's days; raises `BadInput` with the line for a bad or a double one."""
    rows = [DayRow.read(row) for row in table_read(path, DAY_COLUMNS)]
    _ensure_once([(row.line, row.date.isoformat()) for row in rows])
    return rows


def _code(row: Row) -> str:
    code = row.text("code", longest=40)
    if not _CODE.fullmatch(code):
        raise row.refused(
            "code", gettext("“%(code)s” không phải là mã thủ tục như 1.001193.") % {"code": code}
        )
    return code


def _version(row: ProcedureRow) -> str:
    return f"{row.code} {row.valid_from:%d/%m/%Y}" if row.valid_from else row.code


def _ensure_apart(rows: Sequence[ProcedureRow]) -> None:
    """Refuse a version whose last day is not before the first day of the next one of its code."""
    by_days = sorted(rows, key=lambda row: (row.code, row.valid_from or date.min))
    for row, later in pairwise(by_days):
        if (
            row.code == later.code
            and row.valid_to
            and (later.valid_from or date.min) <= row.valid_to
        ):
            raise line_refused(
                row.line,
                gettext("cột valid_to: phiên bản ở dòng %(line)s bắt đầu trước ngày này.")
                % {"line": later.line},
            )


def _unit(row: Row, value: int | None) -> Procedure.Unit:
    """Return the unit; it may be left out where there is no processing time."""
    if value is None and not row.cells["processing_unit"]:
        return Procedure.Unit.WORKING_DAY
    return row.choice("processing_unit", Procedure.Unit)


def _ensure_once(keys: list[tuple[int, str]]) -> None:
    first_lines: dict[str, int] = {}
    for line, key in keys:
        first = first_lines.setdefault(key, line)
        if first != line:
            raise line_refused(
                line, gettext("%(key)s đã có ở dòng %(first)s.") % {"key": key, "first": first}
            )
