"""The commands import_procedures, import_days_off and deadline, as an administrator meets them."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from onestop.catalogue.importers import days_off_import
from onestop.catalogue.models import DeadlineHours, Procedure, ProcedureStep
from onestop.catalogue.rows import DAYS_OFF_FILE, PROCEDURES_FILE
from tests.cast import Cast

pytestmark = pytest.mark.django_db

BEFORE_TET = "2026-02-13T09:00"


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def refused(*arguments: str) -> str:
    with pytest.raises(CommandError) as caught:
        run(*arguments)
    message = str(caught.value)
    assert "\n" not in message
    return message


def due(*arguments: str) -> str:
    return str(json.loads(run("deadline", *arguments, "--json"))["due_at"])


def test_imports_say_what_they_did() -> None:
    for new, same in ((70, 0), (0, 70)):
        assert run("import_procedures", str(PROCEDURES_FILE)) == (
            f"Thủ tục: {new} mới, 0 thay đổi, {same} như cũ.\n"
        )
    for new, same in ((54, 0), (0, 54)):
        assert run("import_days_off", str(DAYS_OFF_FILE)) == (
            f"Ngày nghỉ, ngày làm bù: {new} mới, 0 thay đổi, 0 bỏ, {same} như cũ.\n"
        )


def test_procedures_come_with_default_steps() -> None:
    run("import_procedures", str(PROCEDURES_FILE))
    assert ProcedureStep.objects.filter(workflow__procedure=None).count() == 4


def test_a_bad_file_is_one_line(tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("code,name\n", encoding="utf-8")
    assert refused("import_procedures", str(bad)).startswith("Dòng 1: thiếu cột field")
    assert refused("import_days_off", str(bad)).startswith("Dòng 1: thiếu cột date")
    assert not Procedure.objects.exists()


def test_without_any_office_the_shipped_days_and_default_hours_count() -> None:
    assert run("deadline", "--received", BEFORE_TET, "--working-days", "5").splitlines() == [
        "Nhận hồ sơ lúc 09:00 thứ Sáu 13/02/2026.",
        "Thời hạn 5 ngày làm việc, không tính ngày nhận (BLDS 2015 Điều 147).",
        "Nghỉ 16–20/02/2026 (Tết Nguyên đán): không tính.",
        "Không tính 4 ngày nghỉ cuối tuần.",
        "Hạn trả kết quả: 17:30 thứ Sáu 27/02/2026, lúc hết giờ làm việc.",
        "2026-02-27T17:30:00+07:00",
    ]


def test_json_is_readable_and_explains_itself() -> None:
    out = run("deadline", "--received", BEFORE_TET, "--working-days", "1", "--json")
    assert "Tết Nguyên đán" in out
    answer = json.loads(out)
    assert list(answer) == ["due_at", "trail", "estimated"]
    assert answer["due_at"] == "2026-02-23T17:30:00+07:00"
    assert answer["estimated"] is False
    assert [next(iter(line)) for line in answer["trail"]] == ["text"] * 5
    assert answer["trail"][2] == {
        "text": "Nghỉ 16–20/02/2026 (Tết Nguyên đán): không tính.",
        "rule": "days-off",
        "at": "2026-02-16",
    }


@pytest.mark.parametrize(
    ("received", "term", "expected"),
    [
        ("2026-11-23T15:00", ("--working-days", "0"), "2026-11-23T17:30:00+07:00"),
        ("2026-11-23T15:00:01", ("--working-days", "0"), "2026-11-25T17:30:00+07:00"),
        ("2026-11-23T08:00:01Z", ("--working-days", "0"), "2026-11-25T17:30:00+07:00"),
        ("2026-11-23T10:30+07:00", ("--working-hours", "1"), "2026-11-23T11:30:00+07:00"),
        ("2026-02-10 09:00", ("--calendar-days", "10"), "2026-02-23T17:30:00+07:00"),
        ("2026-08-21T09:00", ("--working-days", "1"), "2026-08-22T17:30:00+07:00"),
        ("2026-11-23", ("--working-days", "1"), "2026-11-25T17:30:00+07:00"),
    ],
)
def test_terms(received: str, term: tuple[str, str], expected: str) -> None:
    assert due("--received", received, *term) == expected


def test_a_date_that_rests_on_estimates_says_so() -> None:
    answer = json.loads(
        run("deadline", "--received", "2027-02-02T09:00", "--working-days", "5", "--json")
    )
    assert answer["estimated"] is True
    assert any("dự kiến" in line["text"] for line in answer["trail"])


def test_the_only_office_need_not_be_named(cast: Cast) -> None:
    days_off_import(DAYS_OFF_FILE)
    cast.other_office.agencies.all().delete()
    cast.other_office.memberships.all().delete()
    cast.other_office.delete()
    assert due("--received", BEFORE_TET, "--working-days", "1") == "2026-02-23T17:30:00+07:00"


def test_several_offices_are_told_apart_by_their_code(cast: Cast) -> None:
    DeadlineHours.objects.filter(office=cast.other_office, closes="17:30").update(closes="16:30")
    term = ("--received", "2026-03-02T09:00", "--working-days", "1")
    assert due(*term, "--office", "khac") == "2026-03-03T16:30:00+07:00"
    assert due(*term, "--office", "mau") == "2026-03-03T17:30:00+07:00"
    assert refused("deadline", *term) == "Hãy ghi --office với một trong: khac, mau."
    assert refused("deadline", *term, "--office", "x") == (
        "Hãy ghi --office với một trong: khac, mau."
    )


TERM = ("--working-days", "5")
ONE_TERM = "Hãy ghi đúng một thời hạn: --working-days, --working-hours, --calendar-days."
AMOUNT = "Thời hạn là số nguyên từ 0 đến 9999."
RECEIVED = "--received là thời điểm nhận, ví dụ 2026-02-13T09:00."
YEARS = "--received phải từ năm 1900 đến năm 2199."


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (TERM, RECEIVED),
        (("--received", "hôm nay", *TERM), RECEIVED),
        (("--received", "2026-02-30T09:00", *TERM), RECEIVED),
        (("--received", "0001-01-01T00:00+14:00", *TERM), YEARS),
        (("--received", "9999-12-31T23:59", *TERM), YEARS),
        (("--received", BEFORE_TET), ONE_TERM),
        (("--received", BEFORE_TET, *TERM, "--calendar-days", "5"), ONE_TERM),
        (("--received", BEFORE_TET, "--working-days", "-1"), AMOUNT),
        (("--received", BEFORE_TET, "--working-days", "1.5"), AMOUNT),
        (("--received", BEFORE_TET, "--working-days", ""), AMOUNT),
        (("--received", BEFORE_TET, "--working-hours", "9" * 5000), AMOUNT),
        (("--received", BEFORE_TET, "--calendar-days", "10000"), AMOUNT),
        (
            ("--received", BEFORE_TET, *TERM, "--office", "demo"),
            "Chưa có bộ phận một cửa nào; hãy bỏ --office.",
        ),
    ],
)
def test_bad_input_is_one_clear_line(arguments: tuple[str, ...], said: str) -> None:
    assert refused("deadline", *arguments) == said


@pytest.mark.parametrize(
    ("arguments", "exit_code", "said"),
    [
        (("deadline", "--received", BEFORE_TET, "--working-days", "1"), 0, ""),
        (("deadline", "--received", BEFORE_TET, "--working-days", "x"), 1, AMOUNT),
        (("import_days_off", str(DAYS_OFF_FILE)), 1, "Cơ sở dữ liệu chưa sẵn sàng"),
    ],
)
def test_before_the_database_is_made(
    tmp_path: Path, arguments: tuple[str, ...], exit_code: int, said: str
) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, settings.BASE_DIR / "manage.py", *arguments],
        env=environment | {"ONESTOP_DATA": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == exit_code
    assert said in "".join(done.stderr.splitlines()[-1:])
    assert "Traceback" not in done.stderr
