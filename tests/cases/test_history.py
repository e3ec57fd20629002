"""What happened to a case, told line by line and to the rooms above."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from onestop.cases.models import CaseEvent
from onestop.cases.selectors import case_history
from onestop.cases.signals import case_changed
from onestop.cases.states import CaseState
from onestop.directory.refusals import Refusal
from tests.cases.desk import LAN, Desk, everything_of


@contextmanager
def listening() -> Iterator[list[CaseEvent]]:
    """Yield the list of the events that are told."""
    heard: list[CaseEvent] = []

    def hear(events: list[CaseEvent], **_: Any) -> None:
        heard.extend(events)

    case_changed.connect(hear)
    try:
        yield heard
    finally:
        case_changed.disconnect(hear)


def test_a_whole_life_reads_as_it_happened(desk: Desk) -> None:
    case = desk.receive()
    due_at = case.due_at
    assert due_at is not None
    for name in ("start_processing", "complete_step"):
        desk.later(minutes=10)
        desk.do(case, name)
    desk.do(case, "return_step", reason="Cần xem lại")
    desk.do(case, "complete_step")
    desk.do(case, "complete", outcome="rejected")
    desk.do(case, "return_result")
    handed_over = {"delivery": "in_person", "step": 4}
    lines = [
        (line["kind"], line["actor"], line["to_state"], line["national_status"], line["data"])
        for line in case_history(case)
    ]
    assert lines == [
        ("receive", "Trần Thị An", "received", 2, {"step": 1, "due_at": due_at.isoformat()}),
        ("start_processing", "Phạm Thị Chi", "processing", 4, {"step": 2}),
        ("complete_step", "Phạm Thị Chi", "processing", 4, {"step": 2}),
        ("return_step", "Nguyễn Tiến Dũng", "processing", 4, {"step": 3}),
        ("complete_step", "Phạm Thị Chi", "processing", 4, {"step": 2}),
        ("complete", "Nguyễn Tiến Dũng", "completed", 9, {"step": 3, "outcome": "rejected"}),
        ("return_result", "Trần Thị An", "returned", 10, handed_over),
    ]


def test_each_event_is_told_once_in_the_transaction_when_the_case_is_saved(desk: Desk) -> None:
    with listening() as heard:
        case = desk.do(desk.receive(), "start_processing")
    assert heard == list(case.events.all())
    assert [event.case.state for event in heard] == ["received", "processing"]


def test_what_a_receiver_refuses_did_not_happen(desk: Desk) -> None:
    case = desk.receive()
    before = everything_of(case)

    def refuse(**_: Any) -> None:
        raise Refusal("không được")

    case_changed.connect(refuse)
    try:
        with pytest.raises(Refusal):
            desk.do(case, "start_processing")
    finally:
        case_changed.disconnect(refuse)
    assert everything_of(case) == before


def test_a_refused_transition_tells_nothing(desk: Desk) -> None:
    case = desk.receive()
    with listening() as heard, pytest.raises(Refusal):
        desk.do(case, "complete")
    assert heard == []


def test_no_event_names_the_citizen(desk: Desk) -> None:
    case = desk.case_in(CaseState.RETURNED)
    told = repr(list(case.events.values()))
    for secret in (LAN.name, LAN.identity, LAN.phone, LAN.email, LAN.address):
        assert secret not in told
