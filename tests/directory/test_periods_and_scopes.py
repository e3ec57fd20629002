"""A role counts in its period only, and a token gives no more than its scopes."""

from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from onestop.directory.models import Membership, User
from onestop.directory.rights import Right, has_right, rights_of
from onestop.directory.routes import entry_for
from onestop.directory.services import access_token_issue, access_token_use
from tests.cast import Cast

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("begins", "ends", "counts"),
    [(None, None, True), (0, 0, True), (1, None, False), (None, -1, False), (-1, 1, True)],
)
def test_outside_its_period_a_role_gives_nothing(
    cast: Cast, begins: int | None, ends: int | None, *, counts: bool
) -> None:
    days = {"valid_from": begins, "valid_until": ends}
    period = {name: d if d is None else DAY + timedelta(days=d) for name, d in days.items()}
    Membership.objects.filter(user=cast.an).update(**period)
    an = User.objects.get(pk=cast.an.pk)
    an.acting_on = DAY
    assert has_right(an, Right.COUNTER_OPERATE, office=cast.office) is counts
    assert bool(an.roles()) is counts
    assert bool(an.offices()) is counts


def test_the_day_is_fixed_while_an_account_is_at_work(cast: Cast, time_machine: object) -> None:
    assert time_machine
    Membership.objects.filter(user=cast.an).update(valid_until=DAY)
    token = access_token_issue(user=cast.an, now=datetime.fromisoformat("2026-11-01T09:00+07:00"))
    before_midnight = datetime.fromisoformat("2026-11-23T23:59+07:00")
    user = access_token_use(token=token, now=before_midnight)
    assert user is not None
    assert user.acting_on == DAY
    user = access_token_use(token=token, now=before_midnight + timedelta(minutes=1))
    assert user is not None
    assert user.roles() == set()


def test_a_token_gives_only_its_scopes(
    client: Client, cast: Cast, monday_morning: datetime
) -> None:
    token = access_token_issue(user=cast.an, now=monday_morning, scopes=[Right.QUEUE_VIEW])
    headers = {"Authorization": f"Bearer {token}"}
    assert client.get("/api/v1/offices/mau/queue", headers=headers).status_code == 200
    assert client.get("/api/v1/cases", headers=headers).status_code == 403
    opened = client.post(f"/api/v1/counters/{cast.counter_1.pk}/open", headers=headers)
    assert opened.status_code == 403


def test_a_scope_gives_nothing_that_the_account_has_not(
    cast: Cast, monday_morning: datetime
) -> None:
    scopes = [Right.BOARD_VIEW, Right.QUEUE_VIEW]
    token = access_token_issue(user=cast.an, now=monday_morning, scopes=scopes)
    user = access_token_use(token=token, now=monday_morning)
    assert user is not None
    assert rights_of(user) == {Right.QUEUE_VIEW}
    assert not entry_for(Right.BOARD_VIEW).admits(user)


def test_the_command_takes_scopes(cast: Cast, monday_morning: datetime) -> None:
    out = StringIO()
    call_command("access_token", "an", "--scope", "queue.view", "--scope", "case.view", stdout=out)
    user = access_token_use(token=out.getvalue().strip(), now=monday_morning)
    assert user == cast.an
    assert user.scopes == {"queue.view", "case.view"}


@pytest.mark.usefixtures("cast")
def test_the_command_refuses_a_scope_that_is_no_right() -> None:
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("access_token", "an", "--scope", "everything")
