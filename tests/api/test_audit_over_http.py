"""The audit of a running office: the origin reaches the row, the look is there after the answer."""

import json
import sqlite3
import time
from collections.abc import Callable
from typing import Any

from tests.running import RunningOffice

PATIENCE = 20.0  # seconds


def rows(office: RunningOffice, condition: str) -> list[tuple[Any, ...]]:
    """Return action, subject and origin of the audit's rows from the office's own database."""
    query = (
        f"SELECT action, subject, origin FROM directory_auditevent WHERE {condition} ORDER BY id"  # noqa: S608 (a test's words)
    )
    if office.database_url:
        import psycopg  # noqa: PLC0415 (only where PostgreSQL is tested)

        with psycopg.connect(office.database_url) as server:
            return server.execute(query.encode()).fetchall()
    file = sqlite3.connect(office.data / "onestop.sqlite3")
    try:
        return file.execute(query).fetchall()
    finally:
        file.close()


def soon(read: Callable[[], Any]) -> Any:
    """Return what is read as soon as there is something."""
    deadline = time.monotonic() + PATIENCE
    while not (found := read()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return found


def received(office: RunningOffice) -> str:
    """Receive a dossier over the API and return its code."""
    person = {"name": "Nguyễn Thị Mẫu", "identity": "001190123456"}
    body = {"office": "demo", "procedure": "1.001193", "applicant": person}
    status, case = office.call("tiepnhan1", "POST", "cases", body)
    assert status == 201, case
    return str(case["code"])


def test_changes_and_looks_say_from_where(office: RunningOffice) -> None:
    code = received(office)
    assert office.call("chuyenvien", "GET", f"cases/{code}")[0] == 200
    (look,) = soon(lambda: rows(office, "action = 'look.case'"))
    assert look[2] == "api 127.0.0.1"
    (change,) = rows(office, "action = 'case.receive'")
    assert change == ("case.receive", look[1], "api 127.0.0.1")


def test_commands_name_themselves(office: RunningOffice) -> None:
    made = office.command(
        *("printer_add", "--office", "demo", "--name", "Quầy", "--url", "preview:"),
        *("--role", "ticket"),
    )
    assert made.returncode == 0, made.stderr
    (change,) = rows(office, "action = 'printer.add' AND origin <> 'command serve'")
    assert change[2] == "command printer_add"


def test_a_running_office_seals_and_verifies(office: RunningOffice) -> None:
    received(office)

    def sealed() -> dict[str, Any] | None:
        answer: dict[str, Any] = json.loads(office.command("audit_verify", "--json").stdout)
        return answer if answer["sealed"] else None

    answer = soon(sealed)
    assert answer["ok"], answer
    assert answer["faults"] == []
    assert (office.data / "audit_head").read_text().partition(":")[0] >= "1"
