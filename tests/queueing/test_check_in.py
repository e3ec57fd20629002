"""Check-in: the code of an appointment gives one number, at its time, else it says why not."""

import pytest

from onestop.directory.refusals import NotFound, Refusal, StateForbids
from queueing.models import QueueEvent, Ticket
from queueing.services import appointment_cancel
from tests.cases.desk import Desk
from tests.queueing.appointing import book, check_in, takes_appointments
from tests.queueing.day import Day, stored


@pytest.fixture(autouse=True)
def _appointments(day: Day) -> None:
    takes_appointments(day)


def refused(day: Day, code: str) -> str:
    """Return why the code gives no number; nothing has changed."""
    before = (Ticket.objects.count(), QueueEvent.objects.count())
    with pytest.raises(Refusal) as refusal:
        check_in(day, code)
    assert (Ticket.objects.count(), QueueEvent.objects.count()) == before
    return str(refusal.value.detail)


def test_the_code_gives_a_number_with_its_time_and_case(day: Day) -> None:
    appointment = book(day, case_code=Desk(day.cast, day.now).receive().code)
    ticket = stored(check_in(day, appointment.code))
    assert (ticket.number, ticket.appointment_at) == ("A001", appointment.at)
    assert ticket.case == appointment.case
    assert day.kinds() == ["ticket.issued"]
    slip = {"print": True, "language": "vi", "ahead": 0, "wait": None}
    assert day.last_event().data == slip


def test_it_is_called_at_its_time_before_who_came_earlier(day: Day) -> None:
    day.open()
    day.issue()
    code = book(day).code
    day.later(25)
    ticket = check_in(day, code)
    call = day.call()
    assert (call.ticket, call.reason) == (ticket, "Có hẹn lúc 09:30.")


@pytest.mark.parametrize("typed", ["{0} {1}", "{0}-{1}", " {0}{1} ", "{0}\u00a0{1}"])
def test_what_stands_between_the_digits_does_not_matter(day: Day, typed: str) -> None:
    code = book(day).code
    assert check_in(day, typed.format(code[:4], code[4:])).number == "A001"


@pytest.mark.parametrize("typed", ["", "1", "x" * 20_000_000, "a\x00b", "١٢٣٤٥٦٧٨", "😀" * 8])
def test_what_is_no_code_is_unknown(day: Day, typed: str) -> None:
    with pytest.raises(NotFound):
        check_in(day, typed)


def test_a_used_code_says_which_number_it_gave(day: Day) -> None:
    code = book(day).code
    check_in(day, code)
    day.later(5)
    assert refused(day, code) == "Mã hẹn này đã dùng: số A001, lấy lúc 09:00."


def test_a_cancelled_code_gives_none(day: Day) -> None:
    appointment = book(day)
    appointment_cancel(appointment_id=appointment.pk, actor=day.cast.an, now=day.now)
    assert refused(day, appointment.code).startswith("Lịch hẹn này đã hủy.")


def test_an_appointment_with_a_number_is_not_cancelled(day: Day) -> None:
    appointment = book(day)
    check_in(day, appointment.code)
    with pytest.raises(StateForbids, match="A001"):
        appointment_cancel(appointment_id=appointment.pk, actor=day.cast.an, now=day.now)


def test_who_comes_too_early_is_told_when(day: Day) -> None:
    said = refused(day, book(day, 90).code)
    assert said == (
        "Giờ hẹn của ông/bà là thứ Hai, 23/11/2026 lúc 10:30. Xin quay lại lấy số từ 09:30."
    )


def test_who_comes_too_late_takes_an_ordinary_number(day: Day) -> None:
    in_time, late = book(day).code, book(day).code
    day.later(45)
    assert check_in(day, in_time).number == "A001"
    day.later(1)
    assert refused(day, late).endswith("nay đã qua. Xin lấy số như bình thường.")


def test_another_offices_code_is_unknown_here(day: Day) -> None:
    code = book(day).code
    day.cast.office = day.cast.other_office
    assert refused(day, code).startswith("Không có mã hẹn này.")


def test_who_was_promised_a_time_comes_in_on_a_full_day(day: Day) -> None:
    code = book(day).code
    day.cast.civil.capacity = 0
    day.cast.civil.save()
    assert check_in(day, code).number == "A001"


def test_a_service_that_is_switched_off_says_what_to_do_instead(day: Day) -> None:
    code = book(day).code
    day.cast.civil.active, day.cast.civil.message = False, "Xin đến quầy 2."
    day.cast.civil.save()
    assert refused(day, code) == "“Hộ tịch” đang tạm ngừng nhận. Xin đến quầy 2."


def test_outside_the_hours_nobody_gets_a_number(day: Day) -> None:
    hours = day.cast.office.opening_hours
    hours.create(weekday=0, opens="09:30", closes="10:30")
    assert "Lấy số lại từ thứ Hai, 23/11/2026 lúc 09:30" in refused(day, book(day).code)
