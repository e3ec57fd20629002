"""What the desk's script asks for when something has happened in the queue."""

from tests.queueing.day import Day
from tests.queueing.pages.window import Window, words


def refresh(window: Window, known: str) -> str:
    """Ask for what has changed since the desk that is shown."""
    answer = window.client.get(f"{window.address}now/", {"known": known})
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_is_always_sent(open_window: Window, day: Day) -> None:
    mark = open_window.see().context["desk"].mark
    day.issue()
    part = refresh(open_window, mark)
    assert part.lstrip().startswith('<aside id="line"')
    assert "A001" in words(part)


def test_the_left_side_stays_while_it_is_right(open_window: Window, day: Day) -> None:
    day.issue()
    open_window.pressed("call-next")
    mark = open_window.see().context["desk"].mark
    assert 'id="here"' not in refresh(open_window, mark)


def test_the_left_side_follows_what_another_window_did(open_window: Window, day: Day) -> None:
    day.issue()
    mark = open_window.see().context["desk"].mark
    day.call()
    part = refresh(open_window, mark)
    assert '<section id="here"' in part
    assert part.count('hx-swap-oob="true"') == 2
    assert "autofocus" not in part


def test_another_counters_turn_leaves_the_left_side_alone(open_window: Window, day: Day) -> None:
    mark = open_window.see().context["desk"].mark
    day.open(day.cast.counter_2, day.cast.binh)
    day.issue()
    day.call(day.cast.counter_2, day.cast.binh)
    assert 'id="here"' not in refresh(open_window, mark)
