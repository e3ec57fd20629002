"""The day of a counter, counted from what happened there."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from printing.contents import job_bytes
from printing.counter_days import counter_day
from printing.models import PrintJob
from queueing.services import (
    counter_call_next,
    counter_open,
    ticket_finish,
    ticket_issue,
    ticket_no_show,
    ticket_start,
    ticket_undo,
)
from tests.cast import Cast
from tests.printing.decoder import decode


@pytest.fixture
def at_work(cast: Cast, monday_morning: datetime) -> datetime:
    """Three people were called: one was served in four minutes, one did not come, one is there."""
    an, counter = cast.an, cast.counter_1
    now = monday_morning
    counter_open(counter_id=counter.pk, actor=an, now=now)
    for _ in range(3):
        ticket_issue(office=cast.office, service_code="ho-tich", actor=None, now=now)
    first = counter_call_next(counter_id=counter.pk, actor=an, now=now)
    assert first is not None
    ticket_start(ticket_id=first.ticket.pk, actor=an, now=now)
    now += timedelta(minutes=4)
    ticket_finish(ticket_id=first.ticket.pk, outcome="returned", actor=an, now=now)
    second = counter_call_next(counter_id=counter.pk, actor=an, now=now)
    assert second is not None
    now += timedelta(minutes=1)
    ticket_no_show(ticket_id=second.ticket.pk, actor=an, now=now)
    third = counter_call_next(counter_id=counter.pk, actor=an, now=now)
    assert third is not None
    now += timedelta(minutes=1)
    ticket_start(ticket_id=third.ticket.pk, actor=an, now=now)
    ticket_finish(ticket_id=third.ticket.pk, actor=an, now=now)
    ticket_undo(ticket_id=third.ticket.pk, actor=an, now=now + timedelta(seconds=5))
    return now + timedelta(minutes=1)


def test_it_counts_what_happened_and_not_what_was_taken_back(cast: Cast, at_work: datetime) -> None:
    day = counter_day(cast.counter_1, at_work.date(), until=at_work)
    assert (day.called, day.finished, day.no_show, day.transferred) == (3, 1, 1, 0)
    assert day.minutes == (4,)
    assert day.outcomes == (("trả kết quả", 1),)
    assert day.services == (("Hộ tịch", 1),)
    assert day.officers == ("Trần Thị An",)


def test_another_counter_and_another_day_are_empty(cast: Cast, at_work: datetime) -> None:
    tomorrow = counter_day(
        cast.counter_1, at_work.date() + timedelta(days=1), until=at_work + timedelta(days=1)
    )
    assert (tomorrow.called, tomorrow.officers) == (0, ())


def test_a_copy_says_what_the_first_said(cast: Cast, at_work: datetime) -> None:
    """The slip tells the day as it stood when it was asked for."""
    job = PrintJob(
        office=cast.office,
        document="summary",
        subject=cast.counter_1.pk,
        facts={"day": at_work.date().isoformat()},
        created_at=at_work,
    )
    active = cast.counter_1.tickets.get(state="serving")
    before = job_bytes(job, width_dots=576, text="TCVN-3")
    ticket_finish(ticket_id=active.pk, actor=cast.an, now=at_work + timedelta(seconds=1))
    assert job_bytes(job, width_dots=576, text="TCVN-3") == before
    assert "TỔNG KẾT NGÀY" in decode(before, 576).text


def test_staff_print_it_from_the_desk(client: Client, cast: Cast) -> None:
    client.force_login(cast.an)
    desk = reverse("counter-desk", args=[cast.counter_1.pk])
    address = reverse("counter-summary", args=[cast.counter_1.pk])
    assert f'action="{address}"' in client.get(desk).content.decode()
    assert client.post(address).headers["Location"] == desk
    job = PrintJob.objects.get()
    assert (job.document, job.subject) == ("summary", cast.counter_1.pk)
    client.post(address)  # the first one still waits
    assert PrintJob.objects.count() == 1


def test_who_works_elsewhere_prints_no_summary(client: Client, cast: Cast) -> None:
    address = reverse("counter-summary", args=[cast.counter_1.pk])
    for user, status in ((cast.xuan, 404), (cast.chi, 403)):
        client.force_login(user)
        assert client.post(address).status_code == status
    assert not PrintJob.objects.exists()


def test_a_long_day_takes_as_many_queries_as_a_short_one(
    cast: Cast, at_work: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        counter_day(cast.counter_1, at_work.date(), until=at_work)
