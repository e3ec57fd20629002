"""A table with a bad row is refused with its line, and nothing is changed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from onestop.catalogue.importers import days_off_import, procedures_import
from onestop.catalogue.models import CalendarDay, Field, Procedure
from onestop.catalogue.tables import LARGEST_FILE
from onestop.directory.refusals import BadInput

pytestmark = pytest.mark.django_db

HEADING = (
    "code,name,field,level,processing_value,processing_unit,processing_text,fee_text,"
    "code_checked,time_checked,note"
)
GOOD = "1.001193,Đăng ký khai sinh,Hộ tịch,commune,0,working_day,Trong ngày,Miễn,yes,yes,"
DAYS = "date,kind,name,notice"
TET = "2026-02-16,off,Tết Nguyên đán,official"


def refusal(path: Path, load: Callable[[Path], object]) -> str:
    """Return what is said of the file; nothing may have changed."""
    with pytest.raises(BadInput) as caught:
        load(path)
    assert not Procedure.objects.exists()
    assert not Field.objects.exists()
    assert not CalendarDay.objects.exists()
    return str(caught.value.detail)


def refused_procedures(tmp_path: Path, *lines: str) -> str:
    path = tmp_path / "procedures.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return refusal(path, procedures_import)


def refused_days(tmp_path: Path, *lines: str) -> str:
    path = tmp_path / "days_off.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return refusal(path, days_off_import)


def good_but(**changed: str) -> str:
    cells = dict(zip(HEADING.split(","), GOOD.split(","), strict=True)) | changed
    return ",".join(cells.values())


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("code", "", "Dòng 3: cột code: không được để trống."),
        ("code", "1.00119", "Dòng 3: cột code: “1.00119” không phải là mã thủ tục như 1.001193."),
        ("name", "", "Dòng 3: cột name: không được để trống."),
        ("name", "x" * 501, "Dòng 3: cột name: dài quá 500 ký tự."),
        ("field", "", "Dòng 3: cột field: không được để trống."),
        (
            "level",
            "huyện",
            (
                "Dòng 3: cột level: “huyện” không hợp lệ. Hãy ghi một trong: commune, province,"
                " ministry."
            ),
        ),
        (
            "processing_unit",
            "week",
            (
                "Dòng 3: cột processing_unit: “week” không hợp lệ. Hãy ghi một trong: working_day,"
                " calendar_day, working_hour."
            ),
        ),
        (
            "processing_unit",
            "",
            (
                "Dòng 3: cột processing_unit: “” không hợp lệ. Hãy ghi một trong: working_day,"
                " calendar_day, working_hour."
            ),
        ),
        (
            "processing_value",
            "ba",
            "Dòng 3: cột processing_value: “ba” không phải là số nguyên từ 0 đến 9999.",
        ),
        (
            "processing_value",
            "-1",
            "Dòng 3: cột processing_value: “-1” không phải là số nguyên từ 0 đến 9999.",
        ),
        (
            "processing_value",
            "9" * 5000,
            f"Dòng 3: cột processing_value: “{'9' * 40}…” không phải là số nguyên từ 0 đến 9999.",
        ),
        (
            "code_checked",
            "có",
            "Dòng 3: cột code_checked: “có” không hợp lệ. Hãy ghi yes, no hoặc để trống.",
        ),
        ("note", "a\x00b", "Dòng 3: cột note: có ký tự điều khiển."),
    ],
)
def test_a_bad_cell_of_a_procedure(tmp_path: Path, column: str, value: str, said: str) -> None:
    second = good_but(**({"code": "1.000894"} | {column: value}))
    assert refused_procedures(tmp_path, HEADING, GOOD, second) == said


def test_a_unit_that_nobody_knows_is_refused_even_without_a_time(tmp_path: Path) -> None:
    bad = good_but(processing_value="", processing_unit="week")
    assert refused_procedures(tmp_path, HEADING, bad).startswith("Dòng 2: cột processing_unit")


def test_a_code_that_stands_twice(tmp_path: Path) -> None:
    said = refused_procedures(tmp_path, HEADING, GOOD, good_but(code="1.000894"), GOOD)
    assert said == "Dòng 4: 1.001193 đã có ở dòng 2."


def test_a_missing_column(tmp_path: Path) -> None:
    without = HEADING.replace("processing_unit,", "").replace(",note", "")
    said = refused_procedures(tmp_path, without, GOOD)
    assert said == "Dòng 1: thiếu cột processing_unit, note."


def test_a_column_that_stands_twice(tmp_path: Path) -> None:
    assert refused_procedures(tmp_path, f"{HEADING},name", f"{GOOD},x") == (
        "Dòng 1: cột name có hai lần."
    )


@pytest.mark.parametrize("row", [GOOD + ",", GOOD.rsplit(",", 1)[0], "1.001193"])
def test_a_row_with_too_many_or_too_few_cells(tmp_path: Path, row: str) -> None:
    found = row.count(",") + 1
    assert refused_procedures(tmp_path, HEADING, row) == f"Dòng 2: có {found} ô, phải có 11."


def test_lines_are_those_of_the_file_after_a_cell_of_several_lines(tmp_path: Path) -> None:
    two_lines = good_but(name='"Đăng ký\nkhai sinh"')
    assert refused_procedures(tmp_path, HEADING, two_lines, "", "x").startswith("Dòng 5:")


@pytest.mark.parametrize("bad", ['"never closed', "x" * 200_000, '"a"b'])
def test_what_is_no_csv(tmp_path: Path, bad: str) -> None:
    said = refused_procedures(tmp_path, HEADING, GOOD, good_but(note=bad))
    assert said == "Dòng 3: không phải là CSV (dấu ngoặc kép lệch hoặc ô quá dài)."


def test_what_is_no_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "procedures.csv"
    path.write_bytes(f"{HEADING}\n{GOOD}\n".encode() + "1.000894,Đăng ký".encode("utf-16-le"))
    assert refusal(path, procedures_import).startswith("Dòng 3: không phải là UTF-8.")


def test_an_empty_file_and_one_without_rows(tmp_path: Path) -> None:
    assert refused_procedures(tmp_path, "").startswith("Dòng 1: thiếu cột code, name")
    assert refused_procedures(tmp_path, HEADING) == "Tệp không có dòng dữ liệu nào."


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    assert "Không đọc được tệp" in refusal(tmp_path / "nowhere.csv", procedures_import)
    assert "Không đọc được tệp" in refusal(tmp_path, procedures_import)
    assert "Không đọc được tệp" in refusal(Path("a\0b"), days_off_import)


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "procedures.csv"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert refusal(path, procedures_import) == "Tệp lớn quá 20 MB."


@pytest.mark.parametrize(
    "written", ["16/02/2026", "2026-2-16", "2026-02-30", "20260216", "2026-W07-1", "", "9999-01-01"]
)
def test_a_bad_date(tmp_path: Path, written: str) -> None:
    bad = TET.replace("2026-02-16", written)
    assert refused_days(tmp_path, DAYS, "2026-02-17,off,Tết,official", bad) == (
        f"Dòng 3: cột date: “{written}” không phải là ngày. Hãy ghi như 2026-02-16."
    )


def test_a_kind_of_day_that_nobody_knows(tmp_path: Path) -> None:
    assert refused_days(tmp_path, DAYS, TET.replace("off", "holiday")) == (
        "Dòng 2: cột kind: “holiday” không hợp lệ. Hãy ghi một trong: off, working."
    )


def test_a_day_that_stands_twice(tmp_path: Path) -> None:
    assert refused_days(tmp_path, DAYS, TET, TET) == "Dòng 3: 2026-02-16 đã có ở dòng 2."


def test_one_table_for_the_other(tmp_path: Path) -> None:
    assert refused_days(tmp_path, HEADING, GOOD) == "Dòng 1: thiếu cột date, kind, notice."
