"""Seven ways in which systems of this kind miscount, each by its name and with its date by hand.

They were found in the trackers and in the code of such systems; here none of them may come back.
"""

from dataclasses import replace
from datetime import date

from onestop.clock.calendar import SpecialDay
from onestop.clock.ledger import Entry, Kind, derive
from tests.clock.official import CALENDAR_DAY, OFFICIAL, WORKING_DAY, WORKING_HOUR, at, due

FRIDAY_BEFORE_TET = at("2026-02-13 09:00")


def start(moment: str, amount: int) -> Entry:
    return Entry(Kind.START, at(moment), amount, WORKING_DAY)


def test_a_holiday_inside_a_pause_is_not_counted_twice() -> None:
    # Due on 25 February. Tết (16–20 February) lies inside the pause, which costs no working time
    # but its own two days: a day each side of it.
    ledger = [
        Entry(Kind.START, FRIDAY_BEFORE_TET, 3, WORKING_DAY),
        Entry(Kind.PAUSE, at("2026-02-13 17:30")),
        Entry(Kind.RESUME, at("2026-02-23 17:30")),
    ]
    assert derive(OFFICIAL, ledger[:1]).due_at == at("2026-02-25 17:30")
    assert derive(OFFICIAL, ledger).due_at == at("2026-02-26 17:30")


def test_a_paused_case_does_not_become_overdue() -> None:
    paused = derive(
        OFFICIAL, [start("2026-03-02 09:00", 5), Entry(Kind.PAUSE, at("2026-03-06 09:00"))]
    )
    assert not paused.late_at(at("2026-12-31 09:00"))


def test_a_calendar_that_is_edited_makes_no_paused_case_overdue() -> None:
    # It was paused on 10 March, a day before it was due. That a working day is found afterwards
    # to have been there takes the date back to 9 March: not overdue all the same.
    off = SpecialDay(date(2026, 3, 5), working=False, name="Nghỉ")
    before = replace(OFFICIAL, special_days=(*OFFICIAL.special_days, off))
    began = [start("2026-03-02 09:00", 5)]
    promised = derive(before, began).due_at
    assert promised == at("2026-03-10 17:30")
    ledger = [*began, Entry(Kind.PAUSE, at("2026-03-10 10:00"), due_at_before=promised)]
    now = derive(OFFICIAL, ledger)
    assert now.due_at == promised
    assert not now.late_at(at("2026-03-20 10:00"))
    assert "kept-in-time" in [line.rule for line in now.trail]


def test_a_pause_is_not_lost_when_the_procedure_changes() -> None:
    # The budget stands in the ledger: what the procedure says later changes no case.
    ledger = [
        start("2026-03-02 09:00", 5),
        Entry(Kind.PAUSE, at("2026-03-04 10:00")),
        Entry(Kind.RESUME, at("2026-03-06 10:00")),
    ]
    assert derive(OFFICIAL, ledger).due_at == at("2026-03-11 17:30")


def test_the_last_day_ends_at_closing_and_not_at_midnight_before_or_after() -> None:
    assert due("2026-03-02 09:00", 5) == "2026-03-09 17:30"
    assert due("2026-03-02 09:00", 5, CALENDAR_DAY) == "2026-03-09 17:30"  # 7 March: a Saturday
    state = derive(OFFICIAL, [start("2026-03-02 09:00", 5)])
    assert not state.late_at(at("2026-03-09 17:30:00"))
    assert state.late_at(at("2026-03-09 17:30:01"))


def test_what_comes_in_outside_working_hours_counts_from_the_next_opening() -> None:
    assert due("2026-03-06 18:00", 1) == due("2026-03-09 07:30", 1) == "2026-03-10 17:30"
    assert due("2026-03-02 12:00", 1, WORKING_HOUR) == "2026-03-02 14:30"
    assert due("2026-03-07 10:00", 0) == "2026-03-09 17:30"


def test_an_extension_is_the_date_that_was_promised_and_not_counted_from_another() -> None:
    # The letter names 20 March. It does not matter when it was signed, or what was due before.
    for sent in ("2026-03-05 09:00", "2026-03-09 17:00", "2026-03-12 09:00"):
        new_date = Entry(Kind.RESCHEDULE, at(sent), new_due_at=at("2026-03-20 17:30"))
        state = derive(OFFICIAL, [start("2026-03-02 09:00", 5), new_date])
        assert state.due_at == at("2026-03-20 17:30")
        assert state.original_due_at == at("2026-03-09 17:30")


def test_a_new_date_that_becomes_a_day_off_moves_to_the_next_working_day() -> None:
    new_date = Entry(Kind.RESCHEDULE, at("2026-02-10 09:00"), new_due_at=at("2026-02-17 17:30"))
    state = derive(OFFICIAL, [start("2026-02-02 09:00", 5), new_date])
    assert state.due_at == at("2026-02-23 17:30")
