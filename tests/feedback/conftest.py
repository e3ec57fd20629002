"""A tablet at counter 1, and a visit that has just ended there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from onestop.directory.models import User
from onestop.directory.rights import Role
from onestop.directory.services import device_add
from queueing.models import Ticket
from queueing.services import ticket_finish, ticket_start
from queueing.services.devices import device_place
from tests.cast import Cast
from tests.queueing.day import Day


@dataclass
class Corner:
    """Counter 1 with its tablet: the account, and the token of its browser."""

    day: Day
    tablet: User
    token: str

    def visit(self) -> Ticket:
        """Let An serve a citizen at counter 1 from call to end."""
        cast, now = self.day.cast, self.day.now
        if cast.an.open_counters.count() == 0:
            self.day.open()
        self.day.issue()
        ticket = self.day.call().ticket
        for move in (ticket_start, ticket_finish):
            move(ticket_id=ticket.pk, actor=cast.an, now=now)
        return ticket

    def told(self, ticket: Ticket, **more: Any) -> dict[str, Any]:
        """Return what a service is told of a touch at this tablet."""
        here = {"device": self.tablet, "counter_id": self.day.cast.counter_1.pk}
        return {**here, "ticket_id": ticket.pk, "now": self.day.now, **more}


def make_tablet(cast: Cast, now: datetime, name: str, counter_id: int) -> tuple[User, str]:
    """Enrol a rating tablet at a counter."""
    told: dict[str, Any] = {"office": cast.office, "name": name, "kind": Role.TABLET}
    tablet, token = device_add(actor=cast.quan, now=now, **told)
    device_place(device_id=tablet.pk, counter_id=counter_id, actor=cast.quan, now=now)
    return User.objects.get(pk=tablet.pk), token


@pytest.fixture
def corner(cast: Cast, monday_morning: datetime) -> Corner:
    """Return counter 1 with its tablet on a Monday at 9:00."""
    tablet, token = make_tablet(cast, monday_morning, "Đánh giá 1", cast.counter_1.pk)
    return Corner(Day(cast, monday_morning), tablet, token)


@pytest.fixture
def giang(client: Client, cast: Cast) -> Client:
    """Return the browser of Giang, the supervisor."""
    client.force_login(cast.giang)
    return client
