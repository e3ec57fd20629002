"""What holds for every ledger."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from onestop.clock.calendar import WorkingCalendar
from onestop.clock.deadline import Unit, due_moment
from onestop.clock.ledger import Entry, Kind, LedgerState, derive, due_derived
from tests.clock.calendars import calendars, moments


@dataclass(frozen=True)
class Term:
    """A case's calendar and its first entry."""

    calendar: WorkingCalendar
    start: Entry

    def state(self, *entries: Entry) -> LedgerState:
        """Return where the clock stands after the entries."""
        return derive(self.calendar, [self.start, *entries])


terms = st.builds(
    Term,
    calendars,
    st.builds(
        Entry,
        st.just(Kind.START),
        moments,
        amount=st.integers(0, 30),
        unit=st.sampled_from(Unit),
    ),
)
# Minutes after one another, so that pauses fall into hours, nights and holidays alike.
gaps = st.integers(0, 15 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


def pauses(start: datetime, distances: list[timedelta]) -> list[Entry]:
    """Return pause, resume, pause, resume … at these distances after one another."""
    entries = []
    for index, distance in enumerate(distances):
        start += distance
        entries.append(Entry(Kind.RESUME if index % 2 else Kind.PAUSE, start))
    return entries


def outcome(state: LedgerState) -> tuple[datetime, datetime, bool]:
    return state.due_at, state.exact, state.late_before_pause


@given(terms, st.lists(gaps, max_size=4), gaps, gaps, gaps)
def test_splitting_a_pause_changes_nothing(
    term: Term, before: list[timedelta], until: timedelta, first: timedelta, second: timedelta
) -> None:
    earlier = pauses(term.start.at, before[: len(before) // 2 * 2])
    pause = (earlier[-1].at if earlier else term.start.at) + until
    resume = pause + first + second
    split = [Entry(Kind.RESUME, pause + first), Entry(Kind.PAUSE, pause + first)]
    ends = [Entry(Kind.PAUSE, pause), Entry(Kind.RESUME, resume)]
    assert outcome(term.state(*earlier, *ends)) == outcome(
        term.state(*earlier, ends[0], *split, ends[1])
    )


@given(terms, st.lists(gaps, min_size=1, max_size=6), gaps)
def test_a_paused_case_is_never_newly_late(
    term: Term, distances: list[timedelta], later: timedelta
) -> None:
    entries = pauses(term.start.at, distances[: len(distances) // 2 * 2 - 1] or distances[:1])
    was_late = term.state(*entries[:-1]).late_at(entries[-1].at)
    waiting = term.state(*entries)
    assert waiting.late_at(entries[-1].at + later) == was_late
    assert waiting.due_at == term.state(*entries[:-1]).due_at


@given(terms, st.lists(gaps, min_size=2, max_size=6))
def test_resuming_makes_no_case_late_and_takes_none_out_of_lateness(
    term: Term, distances: list[timedelta]
) -> None:
    entries = pauses(term.start.at, distances[: len(distances) // 2 * 2])
    pause, resume = entries[-2], entries[-1]
    was_late = term.state(*entries[:-2]).late_at(pause.at)
    assert term.state(*entries).late_at(resume.at) == was_late


@given(terms, gaps, gaps)
def test_a_pause_never_brings_the_due_date_forward(
    term: Term, until: timedelta, length: timedelta
) -> None:
    entries = pauses(term.start.at, [until, length])
    assert term.state(*entries).due_at >= term.state().due_at


@given(terms, gaps, gaps)
def test_a_late_case_stays_late_whatever_comes_but_a_new_date(
    term: Term, late_by: timedelta, length: timedelta
) -> None:
    due = term.state().due_at
    pause = Entry(Kind.PAUSE, due + late_by + timedelta(seconds=1))
    for kind in (Kind.RESUME, Kind.RESTART):
        after = term.state(pause, Entry(kind, pause.at + length))
        assert after.due_at == due
        assert after.late_at(pause.at + length)


@given(terms, gaps, gaps)
def test_a_restart_in_time_is_a_fresh_term(term: Term, until: timedelta, length: timedelta) -> None:
    pause, resume = pauses(term.start.at, [until, length])
    after = term.state(pause, Entry(Kind.RESTART, resume.at))
    assert term.start.amount is not None
    fresh = due_moment(term.calendar, resume.at, term.start.amount, Unit(str(term.start.unit)))
    assert after.due_at == (after.original_due_at if after.late_before_pause else fresh)


@given(terms, st.lists(gaps, min_size=2, max_size=6))
def test_the_due_date_is_not_before_the_time_is_used_up_on_it(
    term: Term, distances: list[timedelta]
) -> None:
    state = term.state(*pauses(term.start.at, distances))
    assert state.exact.date() - timedelta(days=1) <= state.due_at.date()
    assert term.start.unit is Unit.CALENDAR_DAY or state.exact <= state.due_at


@given(terms, st.lists(gaps, max_size=6))
def test_counting_without_words_comes_to_the_same_date(
    term: Term, distances: list[timedelta]
) -> None:
    entries = pauses(term.start.at, distances)
    assert due_derived(term.calendar, [term.start, *entries]) == term.state(*entries).due_at


@given(terms, calendars, gaps, gaps)
def test_an_edited_calendar_makes_no_case_late_that_was_paused_in_time(
    term: Term, edited: WorkingCalendar, until: timedelta, later: timedelta
) -> None:
    promised = term.state().due_at
    pause = Entry(Kind.PAUSE, min(term.start.at + until, promised), due_at_before=promised)
    after = derive(edited, [term.start, pause])
    assert not after.late_at(pause.at + later)
    assert after.due_at >= pause.at


@given(terms, st.lists(gaps, max_size=4))
def test_noting_a_recomputation_moves_nothing(term: Term, distances: list[timedelta]) -> None:
    entries = pauses(term.start.at, distances)
    latest = entries[-1].at if entries else term.start.at
    state = term.state(*entries)
    note = Entry(
        Kind.RECOMPUTED, latest, new_due_at=state.due_at, due_at_before=state.original_due_at
    )
    noted = term.state(*entries, note)
    assert outcome(noted) == outcome(state)
    assert noted.trail[-1].rule == "recomputed"
    assert replace(noted, trail=()) == replace(state, trail=())
