"""The lines by which a due date is explained, in words that a clerk can read out.

The clock knows no translation and no Django, so its sentences are Vietnamese, the first language
of the product. Each line keeps its rule and the values of its sentence; `TrailLine.said` says it
in another language when it is given a function that translates the sentences of this module
(Django's `gettext` is one).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

Translate = Callable[[str], str]
# What a sentence may name: moments, days, a first and a last day, amounts, names.
Value = datetime | date | timedelta | int | str | tuple[date, date]


def gettext_noop(text: str) -> str:
    """Return the text as it is; the name marks it for those who collect texts to translate."""
    return text


WEEKDAYS = (
    gettext_noop("thứ Hai"),
    gettext_noop("thứ Ba"),
    gettext_noop("thứ Tư"),
    gettext_noop("thứ Năm"),
    gettext_noop("thứ Sáu"),
    gettext_noop("thứ Bảy"),
    gettext_noop("Chủ nhật"),
)

# A working day of 8 hours is what staff reckon in, whatever the hours of the office are.
WORKING_DAY = timedelta(hours=8)
# Vietnamese has one form for all counts; other languages say one apart.
_TIME_PARTS = (
    (WORKING_DAY, gettext_noop("1 ngày"), gettext_noop("{count} ngày")),
    (timedelta(hours=1), gettext_noop("1 giờ"), gettext_noop("{count} giờ")),
    (timedelta(minutes=1), gettext_noop("1 phút"), gettext_noop("{count} phút")),
)
_NO_TIME = gettext_noop("chưa đến 1 phút")

SENTENCES: Mapping[str, str] = {
    # Reception
    "received": gettext_noop("Nhận hồ sơ lúc {at}."),
    "outside-hours": gettext_noop("Ngoài giờ làm việc: tính như nhận lúc {at}."),
    # The term
    "working-days": gettext_noop(
        "Thời hạn {amount} ngày làm việc, không tính ngày nhận (BLDS 2015 Điều 147)."
    ),
    "calendar-days": gettext_noop(
        "Thời hạn {amount} ngày, tính cả ngày nghỉ, không tính ngày nhận (BLDS 2015 Điều 147)."
    ),
    "working-hours": gettext_noop(
        "Thời hạn {amount} giờ làm việc, tính ngay từ lúc nhận (BLDS 2015 Điều 147)."
    ),
    "same-day": gettext_noop("Giải quyết trong ngày: nhận đến 15:00 thì trả trong ngày."),
    "same-day-late": gettext_noop(
        "Giải quyết trong ngày, nhưng nhận lúc {time}, sau 15:00: trả trong ngày làm việc tiếp theo"
        " (NĐ 23/2015 Điều 7, Luật Hộ tịch Điều 5)."
    ),
    # Days that were skipped or added
    "days-off": gettext_noop("Nghỉ {span} ({name}): không tính."),
    "weekly-rest": gettext_noop("Không tính {count} ngày nghỉ cuối tuần."),
    "swapped-day": gettext_noop("{day} là ngày làm việc ({name}): có tính."),
    "other-hours": gettext_noop("{day} làm việc {hours} ({name})."),
    "rolled": gettext_noop(
        "Ngày cuối {day} là ngày nghỉ: chuyển sang ngày làm việc tiếp theo (BLDS 2015 Điều 148)."
    ),
    # What is uncertain
    "estimated": gettext_noop(
        "{span} ({name}) mới là ngày dự kiến, chưa có thông báo chính thức: hạn có thể thay đổi."
    ),
    "beyond-calendar": gettext_noop(
        "Lịch nghỉ năm {years} chưa có hoặc chưa đủ: hạn chỉ là tạm tính."
    ),
    # The ledger
    "paused": gettext_noop("Tạm dừng tính thời hạn từ {at}."),
    "resumed": gettext_noop("Tính tiếp từ {at}: còn {left} làm việc."),
    "resumed-days": gettext_noop("Tính tiếp từ {at}: còn {amount} ngày."),
    "restarted": gettext_noop("Tính lại từ đầu từ {at} (NĐ 118/2025 Điều 19 khoản 5)."),
    "kept-late": gettext_noop("Đã quá hạn trước khi tạm dừng: vẫn là quá hạn {at}."),
    "kept-in-time": gettext_noop(
        "Khi tạm dừng chưa quá hạn; lịch sửa sau đó không làm hồ sơ quá hạn: hạn là {at}."
    ),
    "rescheduled": gettext_noop("Hẹn lại ngày trả: {at} (NĐ 118/2025 Điều 19 khoản 6)."),
    "recomputed": gettext_noop(
        "Lịch làm việc thay đổi, tính lại lúc {at}: hạn từ {before} thành {after}."
    ),
    "stopped": gettext_noop("Kết thúc tính thời hạn lúc {at}."),
    # The end
    "due": gettext_noop("Hạn trả kết quả: {at}."),
    "due-at-closing": gettext_noop("Hạn trả kết quả: {at}, lúc hết giờ làm việc."),
}
# Lines that say that the date may still change.
UNCERTAIN = frozenset({"estimated", "beyond-calendar"})


@dataclass(frozen=True)
class TrailLine:
    """One step on the way to a due date: the rule's slug, and the values of its sentence.

    `at` is the moment or the day that the line is about, where there is one.
    """

    rule: str
    at: datetime | date | None = None
    args: Mapping[str, Value] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Return the sentence in Vietnamese."""
        return self.said(gettext_noop)

    def said(self, translate: Translate) -> str:
        """Return the sentence in the language into which `translate` translates."""
        values = {name: value_said(value, translate) for name, value in self.args.items()}
        if self.at is not None:
            values.setdefault("at", value_said(self.at, translate))
        sentence = translate(SENTENCES[self.rule]).format(**values)
        return sentence[0].upper() + sentence[1:]


def value_said(value: Value, translate: Translate) -> str:
    """Return a value as it stands in a sentence: dates as dd/mm/yyyy, with the weekday."""
    match value:
        case datetime():
            return f"{value:%H:%M} {value_said(value.date(), translate)}"
        case date():
            return f"{translate(WEEKDAYS[value.weekday()])} {_figures(value)}"
        case timedelta():
            return working_time_said(value, translate)
        case (date() as first, date() as last):
            return _span_said(first, last)
    return str(value)


def working_time_said(time: timedelta, translate: Translate = gettext_noop) -> str:
    """Return working time in days of 8 hours, hours and whole minutes: "1 ngày 3 giờ"."""
    parts = []
    for size, one, many in _TIME_PARTS:
        count, time = divmod(time, size)
        if count:
            parts.append(translate(one if count == 1 else many).format(count=count))
    return " ".join(parts) or translate(_NO_TIME)


def _span_said(first: date, last: date) -> str:
    if first == last:
        return _figures(first)
    if first.year != last.year:
        return f"{_figures(first)}–{_figures(last)}"
    if first.month != last.month:
        return f"{first:%d/%m}–{_figures(last)}"
    return f"{first:%d}–{_figures(last)}"


def _figures(day: date) -> str:
    return f"{day:%d/%m}/{day.year:04}"
