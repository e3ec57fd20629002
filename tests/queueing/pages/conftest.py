"""Fixtures of the pages: the frozen clock, and An's browser at counter 1."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from tests.queueing.day import Day
from tests.queueing.pages.window import Window


@pytest.fixture
def clock(day: Day) -> Iterator[time_machine.Traveller]:
    """Let it be Monday, 9:00, until a test moves the clock."""
    with time_machine.travel(day.now, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def kiosk(clock: time_machine.Traveller) -> Client:
    """Return a browser that nobody has signed in with."""
    assert clock
    return Client()


@pytest.fixture
def window(clock: time_machine.Traveller, day: Day) -> Window:
    """Return counter 1's desk in An's browser; the counter is closed."""
    assert clock
    client = Client()
    client.force_login(day.cast.an)
    return Window(client, day.cast.counter_1)


@pytest.fixture
def open_window(window: Window, day: Day) -> Window:
    """Return counter 1's desk in An's browser; An has opened the counter."""
    day.open()
    return window
