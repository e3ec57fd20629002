"""The official days off of 2024–2027, typed here from the notices, and words to name moments.

They are typed once more on purpose: the table that ships with the product is compared with them.
"""

from collections.abc import Iterable
from datetime import date, datetime, time

from onestop.clock.calendar import HANOI, Hours, SpecialDay, WorkingCalendar
from onestop.clock.deadline import Deadline, Unit, deadline
from onestop.clock.trail import TrailLine

DAY: Hours = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 30)))
WEEK: tuple[Hours, ...] = (DAY, DAY, DAY, DAY, DAY, (), ())

TET = "Tết Nguyên đán"
SWAP = "Hoán đổi ngày làm việc"
NATIONAL_DAY = "Quốc khánh"


def off(name: str, *days: str, estimated: bool = False) -> list[SpecialDay]:
    """Return days off under one name."""
    return [
        SpecialDay(date.fromisoformat(one), working=False, name=name, estimated=estimated)
        for one in days
    ]


def worked(name: str, day: str) -> list[SpecialDay]:
    """Return a Saturday that is worked in exchange."""
    return [SpecialDay(date.fromisoformat(day), working=True, name=name)]


OFFICIAL_DAYS: list[SpecialDay] = [
    *off("Tết Dương lịch", "2024-01-01", "2025-01-01", "2026-01-01", "2027-01-01"),
    *off(TET, "2024-02-08", "2024-02-09", "2024-02-12", "2024-02-13", "2024-02-14"),
    *off(TET, "2025-01-27", "2025-01-28", "2025-01-29", "2025-01-30", "2025-01-31"),
    *off(TET, "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20"),
    *off("Giỗ Tổ Hùng Vương", "2024-04-18", "2025-04-07"),
    *off("Nghỉ bù Giỗ Tổ Hùng Vương", "2026-04-27"),
    *off("Ngày Chiến thắng", "2024-04-30", "2025-04-30", "2026-04-30"),
    *off("Quốc tế Lao động", "2024-05-01", "2025-05-01", "2026-05-01"),
    *off(NATIONAL_DAY, "2024-09-02", "2024-09-03", "2025-09-01", "2025-09-02"),
    *off(NATIONAL_DAY, "2026-09-01", "2026-09-02"),
    *off("Ngày Văn hóa Việt Nam", "2026-11-24"),
    *off(SWAP, "2024-04-29", "2025-05-02", "2026-01-02", "2026-08-31"),
    *worked("Làm bù ngày 29/4", "2024-05-04"),
    *worked("Làm bù ngày 2/5", "2025-04-26"),
    *worked("Làm bù ngày 2/1", "2026-01-10"),
    *worked("Làm bù ngày 31/8", "2026-08-22"),
    *off(TET, "2027-02-04", "2027-02-05", "2027-02-08", "2027-02-09", "2027-02-10", estimated=True),
    *off("Giỗ Tổ Hùng Vương", "2027-04-16", estimated=True),
    *off("Ngày Chiến thắng", "2027-04-30", estimated=True),
    *off("Nghỉ bù Quốc tế Lao động", "2027-05-03", estimated=True),
    *off(NATIONAL_DAY, "2027-09-02", "2027-09-03", estimated=True),
    *off("Ngày Văn hóa Việt Nam", "2027-11-24", estimated=True),
]

OFFICIAL = WorkingCalendar(WEEK, tuple(OFFICIAL_DAYS))

WORKING_DAY, CALENDAR_DAY, WORKING_HOUR = Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.WORKING_HOUR


def at(text: str) -> datetime:
    """Return a moment in Hanoi: "2026-02-13 09:00", with seconds where they matter."""
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


def counted(received: str, amount: int, unit: Unit = WORKING_DAY) -> Deadline:
    """Return the deadline by the official calendar."""
    return deadline(OFFICIAL, at(received), amount, unit)


def due(received: str, amount: int, unit: Unit = WORKING_DAY) -> str:
    """Return the due date by the official calendar, to the minute."""
    return f"{counted(received, amount, unit).due_at:%Y-%m-%d %H:%M}"


def texts(lines: Iterable[TrailLine]) -> list[str]:
    """Return what trail lines say."""
    return [line.text for line in lines]


def rules(lines: Iterable[TrailLine]) -> list[str]:
    """Return the slugs of trail lines."""
    return [line.rule for line in lines]
