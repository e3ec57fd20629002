"""The ledger: pauses, restarts, new dates and the end; every date by hand.

The case: received on Monday 2 March 2026 at 09:00, 5 working days, due on Monday 9 March.
"""

from dataclasses import replace

import pytest

from onestop.clock.deadline import Unit
from onestop.clock.ledger import Entry, Kind, LedgerState, derive
from tests.clock.official import CALENDAR_DAY, OFFICIAL, WORKING_DAY, WORKING_HOUR, at, texts

FIVE_DAYS = Entry(Kind.START, at("2026-03-02 09:00"), 5, WORKING_DAY)


def start(received: str, amount: int, unit: Unit) -> Entry:
    return Entry(Kind.START, at(received), amount, unit)


def paused(moment: str) -> Entry:
    return Entry(Kind.PAUSE, at(moment))


def resumed(moment: str) -> Entry:
    return Entry(Kind.RESUME, at(moment))


def restarted(moment: str) -> Entry:
    return Entry(Kind.RESTART, at(moment))


def rescheduled(moment: str, new_due_at: str) -> Entry:
    return Entry(Kind.RESCHEDULE, at(moment), new_due_at=at(new_due_at))


def stopped(moment: str) -> Entry:
    return Entry(Kind.STOP, at(moment))


def state(*entries: Entry, first: Entry = FIVE_DAYS) -> LedgerState:
    return derive(OFFICIAL, [first, *entries])


def due(*entries: Entry, first: Entry = FIVE_DAYS) -> str:
    return f"{state(*entries, first=first).due_at:%Y-%m-%d %H:%M}"


def test_a_start_alone_is_a_deadline() -> None:
    begun = state()
    assert begun.due_at == begun.exact == begun.original_due_at == at("2026-03-09 17:30")
    assert begun.paused_since is None
    assert begun.stopped_at is None
    assert not begun.estimated


def test_a_pause_of_two_working_days_moves_it_by_two() -> None:
    assert due(paused("2026-03-04 10:00"), resumed("2026-03-06 10:00")) == "2026-03-11 17:30"


def test_a_pause_of_an_hour_takes_the_term_to_the_closing_of_the_next_day() -> None:
    short = state(paused("2026-03-04 10:00"), resumed("2026-03-04 11:00"))
    assert short.exact == at("2026-03-10 08:30")
    assert short.due_at == at("2026-03-10 17:30")


def test_short_pauses_add_up_and_are_not_each_a_day() -> None:
    pauses = [
        (paused(f"2026-03-04 {hour}:00"), resumed(f"2026-03-04 {hour}:30"))
        for hour in ("08", "09", "10", "14", "15", "16")
    ]
    assert due(*(entry for pair in pauses for entry in pair)) == "2026-03-10 17:30"


def test_a_pause_outside_working_hours_costs_nothing() -> None:
    assert due(paused("2026-03-04 18:00"), resumed("2026-03-05 07:00")) == "2026-03-09 17:30"
    assert due(paused("2026-03-06 17:30"), resumed("2026-03-09 07:30")) == "2026-03-09 17:30"


def test_a_holiday_inside_a_pause_counts_once() -> None:
    before_tet = start("2026-02-09 09:00", 5, WORKING_DAY)
    assert due(first=before_tet) == "2026-02-23 17:30"
    four_and_four_hours = (paused("2026-02-13 13:30"), resumed("2026-02-23 11:30"))
    assert due(*four_and_four_hours, first=before_tet) == "2026-02-24 17:30"


def test_hours_run_on_to_the_minute() -> None:
    hours = start("2026-03-02 09:00", 8, WORKING_HOUR)
    assert due(first=hours) == "2026-03-03 09:00"
    assert due(paused("2026-03-02 10:00"), resumed("2026-03-02 15:10"), first=hours) == (
        "2026-03-03 14:10"
    )


def test_a_calendar_term_is_moved_by_whole_days() -> None:
    fifteen = start("2026-02-09 09:00", 15, CALENDAR_DAY)
    assert due(first=fifteen) == "2026-02-24 17:30"
    over_tet = (paused("2026-02-13 17:30"), resumed("2026-02-23 07:30"))
    assert due(*over_tet, first=fifteen) == "2026-03-06 17:30"


def test_a_calendar_term_that_ends_in_tet_is_moved_from_its_own_last_day() -> None:
    seven = start("2026-02-10 09:00", 7, CALENDAR_DAY)  # 17 February, in Tết: the 23rd
    assert due(paused("2026-02-11 09:00"), resumed("2026-02-13 09:00"), first=seven) == (
        "2026-02-23 17:30"
    )


def test_on_the_days_that_a_term_was_moved_over_it_is_not_late_and_does_not_become_so() -> None:
    seven = start("2026-02-10 09:00", 7, CALENDAR_DAY)
    asked = state(paused("2026-02-23 10:00"), first=seven)
    assert not asked.late_before_pause
    assert due(paused("2026-02-23 10:00"), resumed("2026-02-25 10:00"), first=seven) == (
        "2026-02-25 17:30"
    )


def test_in_the_rest_of_its_last_day_what_is_left_is_the_way_to_closing() -> None:
    hour = (paused("2026-03-04 10:00"), resumed("2026-03-04 11:00"))  # used up at 08:30 on the 10th
    entries = (*hour, paused("2026-03-10 14:00"), resumed("2026-03-12 17:00"))
    last = state(*entries)
    assert last.trail[-2].text == (
        "Tính tiếp từ 17:00 thứ Năm 12/03/2026: còn 3 giờ 30 phút làm việc."
    )
    assert last.exact == at("2026-03-13 10:30")
    assert last.due_at == at("2026-03-13 17:30")


def test_a_pause_at_the_last_moment_ends_with_that_day_to_go() -> None:
    assert due(paused("2026-03-09 17:30"), resumed("2026-03-12 18:00")) == "2026-03-13 17:30"


def test_while_it_is_paused_nothing_becomes_late() -> None:
    waiting = state(paused("2026-03-09 17:30"))
    assert waiting.paused_since == at("2026-03-09 17:30")
    assert waiting.due_at == at("2026-03-09 17:30")
    assert not waiting.late_at(at("2026-06-01 09:00"))


def test_what_was_late_before_the_pause_stays_late() -> None:
    late = paused("2026-03-09 17:30:01")
    for after in ((), (resumed("2026-03-20 09:00"),), (restarted("2026-03-20 09:00"),)):
        still = state(late, *after)
        assert still.late_before_pause
        assert still.due_at == at("2026-03-09 17:30")
        assert still.late_at(at("2026-03-20 10:00"))


def test_a_restart_gives_the_whole_term_again() -> None:
    fresh = state(paused("2026-03-04 10:00"), restarted("2026-03-06 16:00"))
    assert fresh.due_at == fresh.exact == at("2026-03-13 17:30")
    assert fresh.original_due_at == at("2026-03-09 17:30")


def test_a_restart_of_a_same_day_procedure_has_the_three_o_clock_rule() -> None:
    same_day = start("2026-03-02 09:00", 0, WORKING_DAY)
    entries = (paused("2026-03-02 10:00"), restarted("2026-03-06 15:01"))
    assert due(*entries, first=same_day) == "2026-03-09 17:30"


def test_resuming_and_restarting_may_follow_one_another() -> None:
    entries = (
        paused("2026-03-03 09:00"),
        resumed("2026-03-04 09:00"),
        paused("2026-03-05 09:00"),
        restarted("2026-03-09 09:00"),
        paused("2026-03-10 07:30"),
        resumed("2026-03-11 07:30"),
    )
    assert due(*entries) == "2026-03-17 17:30"


def test_a_new_date_counts_from_then_on() -> None:
    moved = state(rescheduled("2026-03-06 09:00", "2026-03-20 17:30"))
    assert moved.due_at == at("2026-03-20 17:30")
    assert moved.original_due_at == at("2026-03-09 17:30")
    assert not moved.late_at(at("2026-03-20 17:30"))
    assert moved.late_at(at("2026-03-20 17:31"))


def test_a_new_date_for_a_late_case_takes_it_out_of_lateness() -> None:
    late = (paused("2026-03-10 09:00"), resumed("2026-03-11 09:00"))
    moved = state(*late, rescheduled("2026-03-11 10:00", "2026-03-20 17:30"))
    assert not moved.late_before_pause
    assert not moved.late_at(at("2026-03-12 09:00"))


def test_a_new_date_given_in_a_pause_is_moved_by_the_rest_of_the_pause_only() -> None:
    entries = (
        paused("2026-03-04 10:00"),
        rescheduled("2026-03-05 09:00", "2026-03-20 17:30"),
        resumed("2026-03-06 09:00"),
    )
    assert state(*entries[:2]).paused_since == at("2026-03-04 10:00")
    assert due(*entries) == "2026-03-23 17:30"


def test_after_the_end_nothing_becomes_late_and_nothing_moves() -> None:
    ended = state(stopped("2026-03-09 17:30"), paused("2026-03-10 09:00"))
    assert ended.stopped_at == at("2026-03-09 17:30")
    assert ended.paused_since is None
    assert not ended.late_at(at("2026-06-01 09:00"))
    assert state(stopped("2026-03-09 17:31")).late_at(at("2026-03-09 17:31"))


def test_a_case_that_ends_in_a_pause_is_judged_as_it_was_before_it() -> None:
    ended = state(paused("2026-03-09 10:00"), stopped("2026-04-09 10:00"))
    assert not ended.late_at(at("2026-04-10 10:00"))


def test_a_second_pause_and_a_lone_resume_change_nothing() -> None:
    once = due(paused("2026-03-04 10:00"), resumed("2026-03-06 10:00"))
    twice = due(
        resumed("2026-03-03 10:00"),
        paused("2026-03-04 10:00"),
        paused("2026-03-05 10:00"),
        resumed("2026-03-06 10:00"),
    )
    assert twice == once


def test_a_clock_that_runs_behind_does_not_shorten_a_term() -> None:
    hours = start("2026-03-02 09:00", 8, WORKING_HOUR)
    entries = (paused("2026-03-02 15:00"), resumed("2026-03-02 14:00"))
    assert due(*entries, first=hours) == due(first=hours) == "2026-03-03 09:00"


def test_the_trail_tells_the_whole_story() -> None:
    story = state(
        paused("2026-03-04 10:00"),
        resumed("2026-03-06 10:00"),
        rescheduled("2026-03-10 09:00", "2026-03-20 17:30"),
        stopped("2026-03-19 09:00"),
    )
    assert texts(story.trail) == [
        "Nhận hồ sơ lúc 09:00 thứ Hai 02/03/2026.",
        "Thời hạn 5 ngày làm việc, không tính ngày nhận (BLDS 2015 Điều 147).",
        "Không tính 2 ngày nghỉ cuối tuần.",
        "Hạn trả kết quả: 17:30 thứ Hai 09/03/2026, lúc hết giờ làm việc.",
        "Tạm dừng tính thời hạn từ 10:00 thứ Tư 04/03/2026.",
        "Tính tiếp từ 10:00 thứ Sáu 06/03/2026: còn 3 ngày 5 giờ 30 phút làm việc.",
        "Không tính 2 ngày nghỉ cuối tuần.",
        "Hạn trả kết quả: 17:30 thứ Tư 11/03/2026, lúc hết giờ làm việc.",
        "Hẹn lại ngày trả: 17:30 thứ Sáu 20/03/2026 (NĐ 118/2025 Điều 19 khoản 6).",
        "Kết thúc tính thời hạn lúc 09:00 thứ Năm 19/03/2026.",
    ]


def test_the_trail_of_a_restart_and_of_a_late_case() -> None:
    fresh = texts(state(paused("2026-03-04 10:00"), restarted("2026-03-06 16:00")).trail)
    assert fresh[5:] == [
        "Tính lại từ đầu từ 16:00 thứ Sáu 06/03/2026 (NĐ 118/2025 Điều 19 khoản 5).",
        "Thời hạn 5 ngày làm việc, không tính ngày nhận (BLDS 2015 Điều 147).",
        "Không tính 2 ngày nghỉ cuối tuần.",
        "Hạn trả kết quả: 17:30 thứ Sáu 13/03/2026, lúc hết giờ làm việc.",
    ]
    late = texts(state(paused("2026-03-10 09:00"), resumed("2026-03-11 09:00")).trail)
    assert late[-1] == "Đã quá hạn trước khi tạm dừng: vẫn là quá hạn 17:30 thứ Hai 09/03/2026."


def test_the_trail_of_a_calendar_term_counts_days() -> None:
    seven = start("2026-02-10 09:00", 7, CALENDAR_DAY)
    story = state(paused("2026-02-11 09:00"), resumed("2026-02-13 09:00"), first=seven)
    assert texts(story.trail)[-4:] == [
        "Tính tiếp từ 09:00 thứ Sáu 13/02/2026: còn 6 ngày.",
        (
            "Ngày cuối thứ Năm 19/02/2026 là ngày nghỉ: chuyển sang ngày làm việc tiếp theo"
            " (BLDS 2015 Điều 148)."
        ),
        "Nghỉ 19–20/02/2026 (Tết Nguyên đán): không tính.",
        "Hạn trả kết quả: 17:30 thứ Hai 23/02/2026, lúc hết giờ làm việc.",
    ]


def test_a_due_date_that_a_pause_moved_into_an_unknown_year_is_estimated() -> None:
    december = start("2027-12-20 09:00", 5, WORKING_DAY)
    assert not state(first=december).estimated
    moved = state(paused("2027-12-21 09:00"), resumed("2027-12-31 09:00"), first=december)
    assert moved.estimated
    new_date = rescheduled("2027-12-31 10:00", "2028-01-14 17:30")
    assert not state(new_date, first=december).estimated


def test_entries_may_come_with_plain_values() -> None:
    plain = [
        Entry("start", at("2026-03-02 09:00"), 5, "working_day"),
        Entry("pause", at("2026-03-04 10:00")),
        Entry("resume", at("2026-03-06 10:00")),
    ]
    assert derive(OFFICIAL, plain) == state(paused("2026-03-04 10:00"), resumed("2026-03-06 10:00"))


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ([], "begins with a start"),
        ([paused("2026-03-04 10:00")], "begins with a start"),
        ([FIVE_DAYS, FIVE_DAYS], "one start"),
        ([replace(FIVE_DAYS, amount=None)], "budget"),
        ([replace(FIVE_DAYS, unit=None)], "budget"),
        ([FIVE_DAYS, Entry(Kind.RESCHEDULE, at("2026-03-04 10:00"))], "new date"),
        ([FIVE_DAYS, Entry("nap", at("2026-03-04 10:00"))], "nap"),
    ],
)
def test_a_ledger_that_makes_no_sense_is_refused(entries: list[Entry], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        derive(OFFICIAL, entries)
