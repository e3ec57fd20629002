"""The trail says in words what the due date passed over, and can be said in another language."""

from datetime import date

from onestop.clock.trail import TrailLine
from tests.clock.official import CALENDAR_DAY, WORKING_HOUR, at, counted, texts

ENGLISH = {
    "Nhận hồ sơ lúc {at}.": "Received at {at}.",
    "thứ Sáu": "Friday",
    "{count} giờ": "{count} h",
}


def english(text: str) -> str:
    return ENGLISH.get(text, text)


def test_working_days_over_tet() -> None:
    answer = counted("2026-02-13 09:00", 5)
    assert texts(answer.trail) == [
        "Nhận hồ sơ lúc 09:00 thứ Sáu 13/02/2026.",
        "Thời hạn 5 ngày làm việc, không tính ngày nhận (BLDS 2015 Điều 147).",
        "Nghỉ 16–20/02/2026 (Tết Nguyên đán): không tính.",
        "Không tính 4 ngày nghỉ cuối tuần.",
        "Hạn trả kết quả: 17:30 thứ Sáu 27/02/2026, lúc hết giờ làm việc.",
    ]
    assert not answer.estimated


def test_days_off_and_the_saturday_worked_for_them() -> None:
    assert texts(counted("2025-12-31 09:00", 6).trail)[2:-1] == [
        "Nghỉ 01/01/2026 (Tết Dương lịch): không tính.",
        "Nghỉ 02/01/2026 (Hoán đổi ngày làm việc): không tính.",
        "Thứ Bảy 10/01/2026 là ngày làm việc (Làm bù ngày 2/1): có tính.",
        "Không tính 2 ngày nghỉ cuối tuần.",
    ]


def test_a_swapped_saturday_on_which_it_was_received_is_named() -> None:
    assert "swapped-day" in [line.rule for line in counted("2026-01-10 09:00", 0).trail]


def test_a_weekend_inside_a_stretch_does_not_break_it() -> None:
    assert texts(counted("2024-02-07 09:00", 3).trail)[2:-1] == [
        "Nghỉ 08–14/02/2024 (Tết Nguyên đán): không tính.",
        "Không tính 4 ngày nghỉ cuối tuần.",
    ]


def test_different_holidays_in_a_row_are_named_apart() -> None:
    assert texts(counted("2026-04-29 09:00", 1).trail)[2:4] == [
        "Nghỉ 30/04/2026 (Ngày Chiến thắng): không tính.",
        "Nghỉ 01/05/2026 (Quốc tế Lao động): không tính.",
    ]


def test_an_end_that_was_moved_says_why() -> None:
    assert texts(counted("2026-02-10 09:00", 10, CALENDAR_DAY).trail) == [
        "Nhận hồ sơ lúc 09:00 thứ Ba 10/02/2026.",
        "Thời hạn 10 ngày, tính cả ngày nghỉ, không tính ngày nhận (BLDS 2015 Điều 147).",
        (
            "Ngày cuối thứ Sáu 20/02/2026 là ngày nghỉ: chuyển sang ngày làm việc tiếp theo"
            " (BLDS 2015 Điều 148)."
        ),
        "Nghỉ 20/02/2026 (Tết Nguyên đán): không tính.",
        "Hạn trả kết quả: 17:30 thứ Hai 23/02/2026, lúc hết giờ làm việc.",
    ]


def test_the_three_o_clock_rule_is_said_either_way() -> None:
    assert texts(counted("2026-11-23 15:00", 0).trail)[1:-1] == [
        "Giải quyết trong ngày: nhận đến 15:00 thì trả trong ngày."
    ]
    assert texts(counted("2026-11-23 15:00:30", 0).trail)[1:-1] == [
        (
            "Giải quyết trong ngày, nhưng nhận lúc 15:00:30, sau 15:00: trả trong ngày làm việc"
            " tiếp theo (NĐ 23/2015 Điều 7, Luật Hộ tịch Điều 5)."
        ),
        "Nghỉ 24/11/2026 (Ngày Văn hóa Việt Nam): không tính.",
    ]


def test_hours_outside_working_time_are_said() -> None:
    assert texts(counted("2026-11-20 18:00", 9, WORKING_HOUR).trail) == [
        "Nhận hồ sơ lúc 18:00 thứ Sáu 20/11/2026.",
        "Ngoài giờ làm việc: tính như nhận lúc 07:30 thứ Hai 23/11/2026.",
        "Thời hạn 9 giờ làm việc, tính ngay từ lúc nhận (BLDS 2015 Điều 147).",
        "Nghỉ 24/11/2026 (Ngày Văn hóa Việt Nam): không tính.",
        "Hạn trả kết quả: 08:30 thứ Tư 25/11/2026.",
    ]


def test_lines_keep_what_they_are_about() -> None:
    trail = counted("2026-02-13 09:00", 5).trail
    assert [line.at for line in trail] == [
        at("2026-02-13 09:00"),
        None,
        date(2026, 2, 16),
        None,
        at("2026-02-27 17:30"),
    ]
    assert trail[2].args == {
        "span": (date(2026, 2, 16), date(2026, 2, 20)),
        "name": "Tết Nguyên đán",
    }


def test_a_line_is_said_in_another_language() -> None:
    line = counted("2026-02-13 09:00", 5).trail[0]
    assert line.said(english) == "Received at 09:00 Friday 13/02/2026."


def test_spans_leave_out_what_both_ends_share() -> None:
    said = {
        TrailLine("days-off", args={"span": span, "name": "Nghỉ"}).text
        for span in (
            (date(2026, 4, 30), date(2026, 5, 1)),
            (date(2026, 12, 31), date(2027, 1, 1)),
        )
    }
    assert said == {
        "Nghỉ 30/04–01/05/2026 (Nghỉ): không tính.",
        "Nghỉ 31/12/2026–01/01/2027 (Nghỉ): không tính.",
    }
