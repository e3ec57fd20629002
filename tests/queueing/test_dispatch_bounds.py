"""What the rule promises with appointments, an order of services, help and held tickets."""

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from queueing.dispatch import HELP, Calling, Rule, Rules, Waiting, choose, in_order

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
# Service 1 and 4 first, then 2; helps with 3.
COUNTER = Calling(1, frozenset({1, 2, 3, 4}), {1: 1, 2: 2, 3: HELP + 1, 4: 1})
FEW = settings(max_examples=60)


@st.composite
def tickets(draw: st.DrawFn) -> Waiting:
    """Return a ticket of any kind."""
    appointed = draw(st.one_of(st.none(), st.integers(-40, 40)))
    return Waiting(
        draw(st.integers(1, 1000)),
        draw(st.integers(1, 4)),
        NOW - timedelta(minutes=draw(st.integers(0, 90))),
        draw(st.sampled_from([None, None, "Người cao tuổi"])),
        draw(st.sampled_from([None, None, None, 1])),
        None if appointed is None else NOW + timedelta(minutes=appointed),
        draw(st.sampled_from([None, None, None, 1, 2])),
    )


WAITING = st.lists(tickets(), max_size=16, unique_by=lambda one: one.ticket_id)
RULES = st.builds(
    Rules,
    priority_turns=st.integers(0, 4),
    longest_wait=st.integers(0, 60),
    streak=st.integers(0, 5),
)


def order(waiting: list[Waiting], rules: Rules) -> list[Waiting]:
    """Return the tickets in the order of their calls at the counter."""
    known = {one.ticket_id: one for one in waiting}
    return [known[choice.ticket_id] for choice in in_order(waiting, rules, NOW, COUNTER)]


@FEW
@given(WAITING, RULES)
def test_nobody_is_lost_and_nobody_is_called_twice(waiting: list[Waiting], rules: Rules) -> None:
    called = [one.ticket_id for one in order(waiting, rules)]
    assert sorted(called) == sorted(one.ticket_id for one in waiting)


@FEW
@given(WAITING, RULES, st.randoms())
def test_the_order_of_the_rows_does_not_matter(
    waiting: list[Waiting], rules: Rules, chance: Random
) -> None:
    mixed = list(waiting)
    chance.shuffle(mixed)
    assert order(mixed, rules) == order(waiting, rules)


@FEW
@given(WAITING, RULES)
def test_who_is_owed_here_goes_before_everybody(waiting: list[Waiting], rules: Rules) -> None:
    owed = [one for one in waiting if one.owed_counter_id == COUNTER.counter_id]
    assert set(order(waiting, rules)[: len(owed)]) == set(owed)


@FEW
@given(WAITING, RULES)
def test_own_services_go_before_those_that_are_helped_with(
    waiting: list[Waiting], rules: Rules
) -> None:
    there = [one for one in waiting if one.owed_counter_id != COUNTER.counter_id]
    helped = [COUNTER.rank(one) >= HELP for one in order(there, rules)]
    assert helped == sorted(helped)


@FEW
@given(WAITING, RULES)
def test_the_bound_holds_in_the_first_line(waiting: list[Waiting], rules: Rules) -> None:
    line = [
        one
        for one in waiting
        if COUNTER.rank(one) <= 1 and one.owed_counter_id != COUNTER.counter_id
    ]
    called = order(line, rules)
    for place, one in enumerate(called):
        older = sum(other.place < one.place for other in line)
        assert place < (older + 1) * (rules.turns + 1)


def test_who_was_sent_here_takes_a_turn_among_the_first_services() -> None:
    first = Waiting(1, 1, NOW)
    sent = Waiting(2, 1, NOW, wanted_counter_id=COUNTER.counter_id)
    favoured = Waiting(3, 1, NOW, "Người cao tuổi")
    rules = Rules(priority_turns=1, longest_wait=1)
    assert order([first, sent, favoured], rules) == [favoured, first, sent]


@FEW
@given(WAITING, RULES)
def test_once_the_longest_wait_is_over_only_appointments_pass(
    waiting: list[Waiting], rules: Rules
) -> None:
    own = [
        one
        for one in waiting
        if COUNTER.rank(one) < HELP and one.owed_counter_id != COUNTER.counter_id
    ]
    called = order(own, rules)
    for place, one in enumerate(called):
        if rules.is_overdue(one, NOW):
            newer = [other for other in called[:place] if other.place > one.place]
            assert all(rules.is_due(other, NOW) for other in newer)
            older = sum(other.place < one.place for other in own)
            assert len(newer) <= (older + 1) * rules.turns


@FEW
@given(WAITING)
def test_without_settings_it_is_first_come_first_served(waiting: list[Waiting]) -> None:
    plain = [one for one in waiting if one.appointment_at is None and one.owed_counter_id is None]
    called = [choice.ticket_id for choice in in_order(plain, Rules(0, 0), NOW)]
    assert called == [one.ticket_id for one in sorted(plain, key=lambda one: one.place)]


@FEW
@given(WAITING, RULES)
def test_few_tickets_are_enough_to_choose(waiting: list[Waiting], rules: Rules) -> None:
    line = sorted(waiting, key=lambda one: one.place)
    few = [
        one
        for one in line
        if one.wanted_counter_id or one.owed_counter_id == 1 or rules.is_due(one, NOW)
    ]
    plain = [one for one in line if one.wanted_counter_id is None]
    for rank in (1, 2, HELP + 1):
        for has_class in (True, False):
            kind = [
                one
                for one in plain
                if COUNTER.rank(one) == rank and bool(one.priority) is has_class
            ]
            few += kind[:1]
    unique = {one.ticket_id: one for one in few}.values()
    assert choose(unique, COUNTER, rules, NOW) == choose(waiting, COUNTER, rules, NOW)


def test_an_appointment_says_its_time_and_yields_after_its_turns() -> None:
    rules = Rules(priority_turns=1, longest_wait=45)
    waiting = [Waiting(1, 1, NOW - timedelta(minutes=20))]
    waiting += [
        Waiting(
            number, 1, NOW - timedelta(minutes=5), appointment_at=NOW + timedelta(minutes=number)
        )
        for number in (2, 3)
    ]
    choices = list(in_order(waiting, rules, NOW, COUNTER))
    assert [choice.ticket_id for choice in choices] == [2, 1, 3]
    assert choices[0].reason == "Có hẹn lúc 10:02."
    assert choices[1].rule == Rule.ORDINARY_TURN
