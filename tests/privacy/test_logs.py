"""The search of the logs finds what it looks for, and a broken row names nobody."""

import json
import logging
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import IntegrityError, transaction

from onestop.cases.models import Applicant
from onestop.log_lines import LineFormatter
from tests.cases.desk import LAN, Desk
from tests.logs import leaks, personal_in

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize("value", [LAN.name, LAN.identity, LAN.phone, LAN.email])
def test_a_value_is_found_however_it_is_written(value: str) -> None:
    for written in (
        value,
        json.dumps({"q": value}),
        f"GET /cases/?q={quote(value)} 200",
        ascii(value),
    ):
        assert personal_in(f"WARNING {written}") != []


def test_numbers_of_other_things_are_not_taken_for_persons() -> None:
    assert personal_in("H00.01-261123-0001 v1.0a1b2c3d 20261123090000 seq 000000012345678") == []


def test_the_logs_of_a_folder_are_searched(tmp_path: Path) -> None:
    (tmp_path / "tests-1.log").write_text("Fine\n")
    assert leaks(tmp_path) == []
    (tmp_path / "office-1.log").write_text(f"Received {LAN.identity}\n")
    assert leaks(tmp_path) == [f"office-1.log: {LAN.identity}"]


def test_a_run_that_logs_a_person_fails(tmp_path: Path) -> None:
    result = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "tests/privacy/leaking.py",
        ],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "ONESTOP_DATA": str(tmp_path), "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "1 passed" in result.stdout
    assert "Personal values in the logs" in result.stdout
    assert result.returncode == 1


def test_a_row_that_the_database_refuses_is_not_logged(desk: Desk) -> None:
    desk.receive()
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Applicant.objects.update(address=None)
    error = refused.value
    record = logging.LogRecord("x", logging.ERROR, "", 0, "Failed", (), (type(error), error, None))
    assert LAN.name not in LineFormatter().format(record)
