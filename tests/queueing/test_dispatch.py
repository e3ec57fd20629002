"""Which ticket is called next: examples that staff would recognise, and what must always hold."""

from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from queueing.dispatch import Calling, Choice, Rule, Rules, Waiting, choose, in_order

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
EVERYTHING = Calling(counter_id=1, service_ids=frozenset({1, 2, 3}))
USUAL = Rules(priority_turns=2, longest_wait=45)


def ticket(
    number: int,
    waited: float,
    *,
    elderly: bool = False,
    service: int = 1,
    wanted: int | None = None,
) -> Waiting:
    """Return a ticket that has waited so many minutes."""
    since = NOW - timedelta(minutes=waited)
    return Waiting(number, service, since, "Người cao tuổi" if elderly else None, wanted)


def called(waiting: list[Waiting], rules: Rules = USUAL) -> list[int]:
    """Return the tickets in the order in which they would be called."""
    return [choice.ticket_id for choice in in_order(waiting, rules, NOW)]


def chosen(waiting: list[Waiting], rules: Rules = USUAL) -> Choice:
    """Return what one counter for everything calls."""
    choice = choose(waiting, EVERYTHING, rules, NOW)
    assert choice is not None
    return choice


def test_nobody_waits() -> None:
    assert choose([], EVERYTHING, USUAL, NOW) is None


def test_first_come_first_served() -> None:
    choice = chosen([ticket(2, 5), ticket(1, 12), ticket(3, 1)])
    assert (choice.ticket_id, choice.rule) == (1, Rule.FIRST_COME)
    assert choice.reason == "Đến trước, đã chờ 12 phút."


def test_the_smaller_id_came_first_in_the_same_moment() -> None:
    assert chosen([ticket(8, 5), ticket(7, 5)]).ticket_id == 7


def test_a_priority_class_goes_first_and_is_named() -> None:
    choice = chosen([ticket(1, 12), ticket(2, 3, elderly=True)])
    assert (choice.ticket_id, choice.rule) == (2, Rule.PRIORITY)
    assert choice.reason == "Đối tượng ưu tiên: Người cao tuổi."
    assert choice.streak == 1


def test_after_two_priority_turns_comes_an_ordinary_one() -> None:
    waiting = [ticket(number, 20 - number) for number in (1, 2, 3)]
    waiting += [ticket(number, 10 - number, elderly=True) for number in (4, 5, 6, 7)]
    assert called(waiting) == [4, 5, 1, 6, 7, 2, 3]


def test_the_reason_of_an_ordinary_turn_says_so() -> None:
    rules = Rules(priority_turns=2, longest_wait=45, streak=2)
    choice = chosen([ticket(1, 12), ticket(2, 3, elderly=True)], rules)
    assert (choice.ticket_id, choice.rule, choice.streak) == (1, Rule.ORDINARY_TURN, 0)
    assert choice.reason == "Lượt thường, sau 2 lượt ưu tiên."


def test_who_has_waited_longest_goes_before_priority() -> None:
    choice = chosen([ticket(1, 45), ticket(2, 44, elderly=True)])
    assert (choice.ticket_id, choice.rule) == (1, Rule.LONGEST_WAIT)
    assert choice.reason == "Đã chờ 45 phút; mức chờ lâu nhất là 45 phút."


def test_in_a_crowd_where_all_wait_too_long_priority_is_still_no_disadvantage() -> None:
    waiting = [ticket(1, 70), ticket(2, 60, elderly=True), ticket(3, 50)]
    assert called(waiting) == [1, 2, 3]


def test_a_counter_calls_only_its_services() -> None:
    waiting = [ticket(1, 30, service=9), ticket(2, 3, service=2)]
    assert chosen(waiting).ticket_id == 2
    assert choose(waiting[:1], EVERYTHING, USUAL, NOW) is None


def test_a_ticket_for_one_counter_goes_there_and_nowhere_else() -> None:
    waiting = [ticket(1, 30, service=9, wanted=1), ticket(2, 20, wanted=2), ticket(3, 5)]
    assert chosen(waiting).ticket_id == 1
    assert chosen(waiting[1:]).ticket_id == 3


def test_where_priority_counts_nothing_it_is_first_come_first_served() -> None:
    waiting = [ticket(1, 12), ticket(2, 3, elderly=True)]
    assert called(waiting, Rules(priority_turns=0, longest_wait=45)) == [1, 2]
    assert called(waiting, Rules(priority_turns=2, longest_wait=0)) == [1, 2]


def test_calls_without_a_rival_leave_the_streak_alone() -> None:
    rules = Rules(priority_turns=2, longest_wait=45, streak=1)
    assert chosen([ticket(1, 12)], rules).streak == 1
    assert chosen([ticket(1, 12, elderly=True)], rules).streak == 1


RULES = st.builds(
    Rules,
    priority_turns=st.integers(0, 5),
    longest_wait=st.integers(0, 60),
    streak=st.integers(0, 7),
)
WAITING = st.lists(
    st.builds(
        ticket,
        st.integers(1, 1000),
        st.integers(0, 90),
        elderly=st.booleans(),
        service=st.integers(1, 4),
        wanted=st.sampled_from([None, None, None, 1, 2]),
    ),
    max_size=20,
    unique_by=lambda one: one.ticket_id,
)


@given(WAITING, RULES, st.randoms())
def test_the_order_of_the_list_does_not_matter(
    waiting: list[Waiting], rules: Rules, chance: Random
) -> None:
    mixed = list(waiting)
    chance.shuffle(mixed)
    assert choose(mixed, EVERYTHING, rules, NOW) == choose(waiting, EVERYTHING, rules, NOW)


@given(WAITING, RULES)
def test_someone_is_called_exactly_when_someone_may_be(
    waiting: list[Waiting], rules: Rules
) -> None:
    choice = choose(waiting, EVERYTHING, rules, NOW)
    may_be = {one.ticket_id for one in waiting if EVERYTHING.may_get(one)}
    assert (choice.ticket_id in may_be) if choice else not may_be


@given(WAITING, RULES)
def test_every_ticket_is_called_once_and_with_a_reason(
    waiting: list[Waiting], rules: Rules
) -> None:
    choices = list(in_order(waiting, rules, NOW))
    assert sorted(choice.ticket_id for choice in choices) == sorted(
        one.ticket_id for one in waiting
    )
    assert all(choice.reason for choice in choices)


@given(WAITING, RULES)
def test_without_priority_classes_it_is_first_come_first_served(
    waiting: list[Waiting], rules: Rules
) -> None:
    ordinary = [one for one in waiting if one.priority is None]
    in_place = sorted(ordinary, key=lambda one: one.place)
    assert called(ordinary, rules) == [one.ticket_id for one in in_place]


def by_call(waiting: list[Waiting], rules: Rules) -> list[Waiting]:
    """Return the tickets themselves in the order of their calls."""
    known = {one.ticket_id: one for one in waiting}
    return [known[ticket_id] for ticket_id in called(waiting, rules)]


@given(WAITING, RULES)
def test_within_its_kind_nobody_overtakes(waiting: list[Waiting], rules: Rules) -> None:
    order = by_call(waiting, rules)
    for kind in (True, False):
        places = [one.place for one in order if (one.priority is None) is kind]
        assert all(before <= after for before, after in pairwise(places))


@given(WAITING, RULES)
def test_a_priority_class_is_never_a_disadvantage(waiting: list[Waiting], rules: Rules) -> None:
    order = by_call(waiting, rules)
    for place, one in enumerate(order):
        newer_before = [other for other in order[:place] if other.place > one.place]
        assert one.priority is None or all(other.priority for other in newer_before)


@given(WAITING, RULES)
def test_nobody_newer_is_taken_before_one_who_has_waited_longest(
    waiting: list[Waiting], rules: Rules
) -> None:
    order = by_call(waiting, rules)
    bound = timedelta(minutes=rules.longest_wait)
    for place, one in enumerate(order):
        if NOW - one.waiting_since >= bound:
            assert all(other.place < one.place for other in order[:place])


@given(WAITING, RULES)
def test_the_first_of_each_kind_are_enough_to_choose(waiting: list[Waiting], rules: Rules) -> None:
    fit = sorted((one for one in waiting if EVERYTHING.may_get(one)), key=lambda one: one.place)
    first = [one for one in fit if one.priority is None][:1]
    first += [one for one in fit if one.priority is not None][:1]
    assert choose(first, EVERYTHING, rules, NOW) == choose(waiting, EVERYTHING, rules, NOW)


# A day at one counter: minutes until the next thing, which is a ticket of a kind or a call.
DAYS = st.lists(
    st.tuples(
        st.integers(0, 9), st.sampled_from(["ordinary", "elderly", "elderly", "call", "call"])
    ),
    max_size=120,
)


@given(DAYS, RULES)
def test_an_ordinary_ticket_is_passed_over_a_bounded_number_of_times(
    day: list[tuple[int, str]], rules: Rules
) -> None:
    now, waiting, streak = NOW, dict[int, Waiting](), 0
    passed_over = 0  # newer tickets called since an ordinary one was
    for number, (minutes, what) in enumerate(day):
        now += timedelta(minutes=minutes)
        if what != "call":
            priority = "Người cao tuổi" if what == "elderly" else None
            waiting[number] = Waiting(number, 1, now, priority)
            continue
        rules_now = Rules(rules.priority_turns, rules.longest_wait, streak)
        choice = choose(waiting.values(), EVERYTHING, rules_now, now)
        if choice is None:
            continue
        streak = choice.streak
        taken = waiting.pop(choice.ticket_id)
        left = [one for one in waiting.values() if one.priority is None]
        if taken.priority is None:
            passed_over = 0
        elif any(one.place < taken.place for one in left):
            passed_over += 1
        assert passed_over <= rules.priority_turns
