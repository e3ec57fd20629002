"""`python -m tests.clock.examples`: the worked examples of the clock's page, one for each kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from onestop.clock.brief import trail_brief
from onestop.clock.calendar import SpecialDay, WorkingCalendar
from onestop.clock.deadline import Unit, deadline
from onestop.clock.ledger import Entry, Kind, derive
from onestop.clock.trail import TrailLine
from tests.clock.official import CALENDAR_DAY, DAY, OFFICIAL, WORKING_DAY, WORKING_HOUR, at

MORNING = ((time(7, 30), time(11, 30)),)
STORM = SpecialDay(date(2026, 11, 26), working=False, name="Bão số 12")
MEETING = SpecialDay(date(2026, 11, 26), working=True, name="Họp toàn xã", hours=MORNING)


@dataclass(frozen=True)
class Example:
    """A kind of deadline under its name, with the trail that the clock tells."""

    name: str
    trail: Sequence[TrailLine]

    def lines(self) -> Iterator[str]:
        """Yield the name, the way in one line, and each line of the trail."""
        yield f"# {self.name}"
        yield trail_brief(self.trail)
        for line in self.trail:
            yield f"  {line.text}"


def _term(
    name: str,
    received: str,
    amount: int,
    unit: Unit = WORKING_DAY,
    calendar: WorkingCalendar = OFFICIAL,
) -> Example:
    return Example(name, deadline(calendar, at(received), amount, unit).trail)


def _ledger(name: str, *entries: Entry, calendar: WorkingCalendar = OFFICIAL) -> Example:
    start = Entry(Kind.START, at("2026-03-02 09:00"), 5, WORKING_DAY)
    return Example(name, derive(calendar, [start, *entries]).trail)


def examples() -> list[Example]:
    """Return an example of each kind."""
    pause = Entry(Kind.PAUSE, at("2026-03-04 10:00"))
    half_fridays = replace(OFFICIAL, week=(DAY, DAY, DAY, DAY, MORNING, (), ()))
    extra = SpecialDay(date(2026, 3, 5), working=False, name="Bão số 12")
    moved = Entry(
        Kind.RECOMPUTED,
        at("2026-03-03 08:00"),
        due_at_before=at("2026-03-09 17:30"),
        new_due_at=at("2026-03-10 17:30"),
    )
    return [
        _term("working days over Tết", "2026-02-13 09:00", 5),
        _term("working days with a worked Saturday", "2025-12-31 09:00", 6),
        _term("calendar days", "2026-11-16 09:00", 10, CALENDAR_DAY),
        _term("calendar days that end on a day off", "2026-02-10 09:00", 10, CALENDAR_DAY),
        _term("working hours over lunch", "2026-03-02 10:30", 2, WORKING_HOUR),
        _term("same day", "2026-11-23 15:00", 0),
        _term("same day, after 15:00", "2026-11-23 15:01", 0),
        _term("reception outside working hours", "2026-11-20 18:00", 1),
        _term("half a day on Fridays", "2026-11-23 09:00", 3, calendar=half_fridays),
        _term(
            "a day on which the office is closed",
            "2026-11-23 09:00",
            3,
            calendar=replace(OFFICIAL, exceptions=(STORM,)),
        ),
        _term(
            "a day on which the office works other hours",
            "2026-11-23 09:00",
            2,
            calendar=replace(OFFICIAL, exceptions=(MEETING,)),
        ),
        _term("days off that are estimates", "2027-02-03 09:00", 2),
        _ledger("pause and on again", pause, Entry(Kind.RESUME, at("2026-03-06 10:00"))),
        _ledger("pause and anew", pause, Entry(Kind.RESTART, at("2026-03-06 16:00"))),
        _ledger(
            "late before the pause",
            Entry(Kind.PAUSE, at("2026-03-10 09:00")),
            Entry(Kind.RESTART, at("2026-03-11 09:00")),
        ),
        _ledger(
            "the apology's one new date",
            Entry(Kind.RESCHEDULE, at("2026-03-06 09:00"), new_due_at=at("2026-03-20 17:30")),
        ),
        _ledger(
            "an edited calendar",
            moved,
            calendar=replace(OFFICIAL, exceptions=(extra,)),
        ),
    ]


def printed() -> str:
    """Return what is printed."""
    return "\n\n".join("\n".join(one.lines()) for one in examples())


if __name__ == "__main__":
    print(printed())  # noqa: T201 (what it is for)
