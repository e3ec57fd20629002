"""Issuing: the next number of a series, or a refusal that says what there is."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from onestop.cases.models import Case
from onestop.directory.refusals import BadInput, NotAllowed, NotFound
from queueing.models import NumberSeries, QueueEvent, Service, Ticket
from queueing.services import ticket_issue
from tests.queueing.day import Day


def a_case(day: Day, code: str = "H00.01-261123-0001") -> Case:
    """Return a case of the first office."""
    return Case.objects.create(
        code=code,
        office=day.cast.office,
        agency=day.cast.agency,
        procedure=day.cast.guardianship,
        created_at=day.now,
    )


def test_each_series_counts_for_itself(day: Day) -> None:
    codes = ["ho-tich", "ho-tich", "chung-thuc", "ho-tich"]
    assert [day.issue(code).number for code in codes] == ["A001", "A002", "B001", "A003"]


def test_services_with_one_letter_share_a_series(day: Day) -> None:
    Service.objects.filter(code="chung-thuc").update(letter="A", start=500)
    assert [day.issue(code).number for code in ("ho-tich", "chung-thuc")] == ["A001", "A002"]


def test_a_series_begins_at_the_start_of_its_service_every_day(day: Day) -> None:
    Service.objects.filter(code="ho-tich").update(start=501)
    assert [day.issue().number, day.issue().number] == ["A501", "A502"]
    day.later(24 * 60)
    assert day.issue().number == "A501"


def test_the_day_is_the_office_s_own_and_not_greenwich_s(day: Day) -> None:
    day.now = day.now.replace(hour=0, minute=30)  # still Sunday in Greenwich
    assert day.issue().day.isoformat() == "2026-11-23"


def test_numbers_grow_past_their_width(day: Day) -> None:
    day.issue()
    NumberSeries.objects.update(last=998)
    assert [day.issue().number, day.issue().number] == ["A999", "A1000"]


def test_a_number_twice_is_impossible_even_by_hand(day: Day) -> None:
    day.issue()
    NumberSeries.objects.update(last=0)
    with transaction.atomic(), pytest.raises(IntegrityError):
        day.issue()


def test_a_new_ticket_waits_since_now(day: Day) -> None:
    ticket = day.issue(elderly=True)
    assert (ticket.state, ticket.issued_at, ticket.waiting_since) == ("waiting", day.now, day.now)
    assert ticket.priority == day.cast.elderly


def test_the_event_says_what_the_slip_needs(day: Day) -> None:
    day.issue()
    ticket_issue(
        office=day.cast.office,
        service_code="ho-tich",
        print_slip=False,
        language="en",
        actor=day.cast.an,
        now=day.now,
    )
    first, second = QueueEvent.objects.order_by("seq")
    assert first.data == {"print": True, "language": "vi", "ahead": 0, "wait": None}
    assert second.data == {"print": False, "language": "en", "ahead": 1, "wait": None}
    assert (first.actor, second.actor) == (None, day.cast.an)
    assert (second.kind, second.number, second.service) == ("ticket.issued", "A002", day.cast.civil)


def issue_badly(day: Day, **wrong: str) -> BadInput:
    """Return the refusal of a ticket with a wrong field; nothing may have changed."""
    asked: dict[str, str] = {"service_code": "ho-tich", **wrong}
    with pytest.raises(BadInput) as refused:
        ticket_issue(
            office=day.cast.office,
            service_code=asked.pop("service_code"),
            priority_code=asked.get("priority_code"),
            case_code=asked.get("case_code"),
            language=asked.get("language", "vi"),
            actor=None,
            now=day.now,
        )
    assert not Ticket.objects.exists()
    assert not NumberSeries.objects.exists()
    assert not QueueEvent.objects.exists()
    return refused.value


@pytest.mark.parametrize("code", ["khong-co", "", "ho\x00tich", "x" * 20_000_000, "Hộ tịch"])
def test_an_unknown_service_is_refused_with_what_there_is(day: Day, code: str) -> None:
    refusal = issue_badly(day, service_code=code)
    assert refusal.errors == {
        "service": "Không có dịch vụ này. Đang mở: ho-tich (Hộ tịch), chung-thuc (Chứng thực)."
    }


def test_a_closed_service_is_named(day: Day) -> None:
    Service.objects.filter(code="ho-tich").update(active=False)
    refusal = issue_badly(day)
    assert refusal.errors == {
        "service": "Dịch vụ “Hộ tịch” đang đóng. Đang mở: chung-thuc (Chứng thực)."
    }


def test_another_office_s_service_is_unknown_here(day: Day) -> None:
    Service.objects.create(office=day.cast.other_office, code="dat-dai", name="Đất đai", letter="D")
    assert "service" in issue_badly(day, service_code="dat-dai").errors


@pytest.mark.parametrize("code", ["khong-co", "", "nguoi\x00"])
def test_an_unknown_priority_class_is_refused_with_what_there_is(day: Day, code: str) -> None:
    refusal = issue_badly(day, priority_code=code)
    assert str(refusal.errors["priority"]).endswith("Đang dùng: nguoi-cao-tuoi (Người cao tuổi).")


def test_a_priority_class_that_is_not_used_any_more_is_unknown(day: Day) -> None:
    day.cast.office.priority_classes.update(active=False)
    refusal = issue_badly(day, priority_code="nguoi-cao-tuoi")
    assert str(refusal.errors["priority"]).endswith("Đang dùng: –.")


def test_a_ticket_may_be_for_a_case(day: Day) -> None:
    case = a_case(day)
    ticket = ticket_issue(
        office=day.cast.office, service_code="ho-tich", case_code=case.code, actor=None, now=day.now
    )
    assert ticket.case == case


@pytest.mark.parametrize("code", ["H00.01-261123-9999", "", "\x00", "x" * 20_000_000])
def test_a_case_that_is_not_here_is_refused(day: Day, code: str) -> None:
    a_case(day)
    assert list(issue_badly(day, case_code=code).errors) == ["case"]


def test_another_office_s_case_is_not_here(day: Day) -> None:
    case = a_case(day)
    Case.objects.filter(pk=case.pk).update(office=day.cast.other_office)
    assert list(issue_badly(day, case_code=case.code).errors) == ["case"]


def test_a_slip_is_in_a_language_that_there_is(day: Day) -> None:
    assert list(issue_badly(day, language="xx").errors) == ["language"]


def issue_as(day: Day, who: str, **more: str) -> Ticket:
    """Issue a ticket for somebody's account."""
    return ticket_issue(
        office=day.cast.office,
        service_code="ho-tich",
        case_code=more.get("case_code"),
        actor=getattr(day.cast, who),
        now=day.now,
    )


def test_receptionists_and_administrators_may_issue(day: Day) -> None:
    assert [issue_as(day, who).number for who in ("an", "quan")] == ["A001", "A002"]


@pytest.mark.parametrize("who", ["chi", "dung", "giang"])
def test_others_of_the_office_may_not(day: Day, who: str) -> None:
    with pytest.raises(NotAllowed):
        issue_as(day, who)


def test_for_strangers_there_is_no_such_office(day: Day) -> None:
    with pytest.raises(NotFound):
        issue_as(day, "xuan")


def test_who_may_not_see_cases_learns_nothing_of_them(day: Day) -> None:
    a_case(day)
    for code in ("H00.01-261123-0001", "H00.01-261123-0002"):
        with pytest.raises(NotAllowed):
            issue_as(day, "quan", case_code=code)


def test_requests_that_waited_for_the_lock_keep_the_order_of_their_numbers(day: Day) -> None:
    first = day.issue()
    day.now -= timedelta(seconds=2)  # asked earlier, came to the lock later
    second = day.issue()
    assert second.waiting_since == first.waiting_since
    assert (second.number, second.issued_at) == ("A002", first.issued_at)


def test_a_clock_that_was_set_back_counts_again(day: Day) -> None:
    day.issue()
    day.now -= timedelta(hours=1)
    assert day.issue().issued_at == day.now
