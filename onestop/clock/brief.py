"""A trail in one line, for lists and receipts: "nhận 13/02 → 5 ngày làm việc → … → hạn 27/02"."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from onestop.clock.trail import TrailLine, Translate, Value, gettext_noop, value_said

ARROW = " → "

# What is left out says nothing that one misses in a line: weekends, the rule's article.
_PHRASES: Mapping[str, str] = {
    "received": gettext_noop("nhận {at}"),
    "outside-hours": gettext_noop("tính từ {at}"),
    "working-days": gettext_noop("{amount} ngày làm việc"),
    "calendar-days": gettext_noop("{amount} ngày"),
    "working-hours": gettext_noop("{amount} giờ làm việc"),
    "same-day": gettext_noop("trong ngày"),
    "same-day-late": gettext_noop("nhận sau 15:00, trả ngày làm việc sau"),
    "days-off": gettext_noop("nghỉ {name} {span}"),
    "swapped-day": gettext_noop("làm việc {day}"),
    "other-hours": gettext_noop("{day} chỉ {hours}"),
    "rolled": gettext_noop("{day} là ngày nghỉ"),
    "estimated": gettext_noop("dự kiến"),
    "beyond-calendar": gettext_noop("chưa có lịch {years}"),
    "paused": gettext_noop("tạm dừng {at}"),
    "resumed": gettext_noop("tính tiếp {at}, còn {left}"),
    "resumed-days": gettext_noop("tính tiếp {at}, còn {amount} ngày"),
    "restarted": gettext_noop("tính lại từ {at}"),
    "kept-late": gettext_noop("vẫn quá hạn {at}"),
    "kept-in-time": gettext_noop("hạn {at}"),
    "rescheduled": gettext_noop("hẹn lại {at}"),
    "recomputed": gettext_noop("sửa lịch"),
    "stopped": gettext_noop("kết thúc {at}"),
    "due": gettext_noop("hạn {at}"),
    "due-at-closing": gettext_noop("hạn {at}"),
}
# The hour counts where the term runs by the hour.
_TO_THE_MINUTE = frozenset({"due", "outside-hours"})


def trail_brief(trail: Iterable[TrailLine], translate: Translate = gettext_noop) -> str:
    """Return the trail in one line; dates as dd/mm, with their year where it is another one."""
    lines = [one for one in trail if one.rule in _PHRASES]
    year = lines[0].at.year if lines and lines[0].at else 0
    said = (_phrase(one, year, translate) for one in lines)
    return ARROW.join(dict.fromkeys(said))


def _phrase(line: TrailLine, year: int, translate: Translate) -> str:
    values = {name: _short(value, year, translate) for name, value in line.args.items()}
    if line.at is not None:
        minutes = isinstance(line.at, datetime) and line.rule in _TO_THE_MINUTE
        at = _short(line.at, year, translate)
        values["at"] = f"{line.at:%H:%M} {at}" if minutes else at
    return translate(_PHRASES[line.rule]).format(**values)


def _short(value: Value, year: int, translate: Translate) -> str:
    match value:
        case date():
            return f"{value:%d/%m}" if value.year == year else f"{value:%d/%m}/{value.year:04}"
        case (date() as first, date() as last) if first.year == last.year == year:
            begins = f"{first:%d}" if first.month == last.month else f"{first:%d/%m}"
            return f"{last:%d/%m}" if first == last else f"{begins}–{last:%d/%m}"
    return value_said(value, translate)
