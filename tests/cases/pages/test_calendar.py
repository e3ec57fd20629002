"""The administrator's calendar: a year is drawn, an edit is shown before it is saved."""

from datetime import date, time

from onestop.cases.models import Recomputation
from onestop.catalogue.importers import days_off_import
from onestop.catalogue.models import CalendarDay, OfficeException
from onestop.catalogue.rows import DAYS_OFF_FILE
from onestop.catalogue.selectors import deadline_calendar, deadline_week
from onestop.directory.models import AuditEvent
from tests.cases.calendar import THURSDAY, due, worked_off
from tests.cases.desk import Desk
from tests.cases.pages.browsing import Browsing, text
from tests.cast import administer_all

YEAR, DAY, HOURS = (
    "/admin/calendar/mau/2026/",
    "/admin/calendar/mau/day/",
    "/admin/calendar/mau/hours/",
)
STORM = {"day": "2026-11-26", "what": "office_closed", "name": "Nghỉ bão"}
MORNING = {**STORM, "what": "office_hours", "opens": "07:30", "closes": "11:30"}


def test_the_year_is_drawn_with_what_is_special(desk: Desk, browsing: Browsing) -> None:
    days_off_import(DAYS_OFF_FILE)
    OfficeException.objects.create(office=desk.cast.office, date=THURSDAY, reason="Nghỉ bão")
    page = text(browsing.get("quan", YEAR))
    assert page.count('class="month"') == 12
    assert "Làm bù ngày 31/8" in page
    assert page.count('class="day-closed"') == 1
    assert "Lịch nghỉ năm 2027 còn là dự kiến" in page  # it is November


def test_the_start_leads_to_this_year(browsing: Browsing) -> None:
    assert browsing.get("quan", "/admin/calendar/").url == YEAR


def test_a_year_costs_the_same_whatever_it_holds(desk: Desk, browsing: Browsing) -> None:
    days_off_import(DAYS_OFF_FILE)
    few = browsing.queries("quan", YEAR)
    for day in (5, 12, 19):
        OfficeException.objects.create(
            office=desk.cast.office, date=date(2026, 11, day), reason="Họp"
        )
    assert browsing.queries("quan", YEAR) == few <= 20


def test_a_day_is_shown_with_what_it_moves_and_not_saved(desk: Desk, browsing: Browsing) -> None:
    case = desk.receive()
    page = text(browsing.post("quan", DAY, **STORM, step="preview"))
    assert '<strong class="number">1</strong>' in page
    assert case.code in page
    assert "30/11/2026" in page
    assert not OfficeException.objects.exists()


def test_then_it_is_saved_audited_and_moves_the_case(desk: Desk, browsing: Browsing) -> None:
    case = desk.receive()
    answer = browsing.post("quan", DAY, **STORM, step="save")
    assert answer.url == YEAR
    assert OfficeException.objects.get().hours == ()
    assert AuditEvent.objects.get(action="calendar.exception").actor_id == desk.cast.quan.pk
    worked_off(desk)
    assert due(case) == "2026-11-30 17:30"


def test_an_office_that_works_other_hours_that_day(desk: Desk, browsing: Browsing) -> None:
    case = desk.receive()
    browsing.post("quan", DAY, **{**MORNING, "day": "2026-11-27"}, step="save")
    assert OfficeException.objects.get().hours == ((time(7, 30), time(11, 30)),)
    worked_off(desk)
    assert due(case) == "2026-11-27 11:30"


def test_hours_that_cannot_be_are_said_beside_them(browsing: Browsing) -> None:
    for wrong in ({"closes": "07:00"}, {"closes": ""}, {"opens": "", "closes": ""}):
        answer = browsing.post("quan", DAY, **{**MORNING, **wrong}, step="preview")
        assert answer.status_code == 422
        assert "Nhập giờ làm việc của ngày đó" in text(answer)
    assert not OfficeException.objects.exists()


def test_a_far_day_is_a_slip(browsing: Browsing) -> None:
    answer = browsing.post("quan", DAY, **{**STORM, "day": "2206-11-26"}, step="save")
    assert answer.status_code == 422
    assert "Ngày phải từ năm 2021 đến năm 2036" in text(answer)


def test_back_to_the_form_with_what_was_typed(browsing: Browsing) -> None:
    page = text(browsing.post("quan", DAY, **STORM, step="edit"))
    assert 'value="Nghỉ bão"' in page


def test_who_manages_one_office_of_two_cannot_set_a_day_for_both(
    desk: Desk, browsing: Browsing
) -> None:
    country = {**STORM, "what": "country_off"}
    assert browsing.post("quan", DAY, **country, step="save").status_code == 422
    administer_all(desk.cast)
    assert browsing.post("quan", DAY, **country, step="save").status_code == 302
    assert CalendarDay.objects.get(date=THURSDAY).name == "Nghỉ bão"


def test_a_day_is_taken_away_after_a_look(desk: Desk, browsing: Browsing) -> None:
    case = desk.receive()
    OfficeException.objects.create(office=desk.cast.office, date="2026-11-25", reason="Nghỉ")
    told = {"day": "2026-11-25", "of_office": "on"}
    assert "hồ sơ" in text(browsing.get("quan", f"{DAY}?day=2026-11-25&of=office"))
    assert "Bỏ ngày 25/11/2026" in text(browsing.post("quan", f"{DAY}removal/", **told))
    assert OfficeException.objects.exists()
    browsing.post("quan", f"{DAY}removal/", **told, step="save")
    assert not OfficeException.objects.exists()
    assert Recomputation.objects.get().cause == "exception_removed"
    assert due(case) == "2026-11-27 17:30"


def test_a_countrys_day_is_not_taken_away_by_one_office(browsing: Browsing) -> None:
    answer = browsing.post("quan", f"{DAY}removal/", day="2026-11-24", step="save")
    assert answer.status_code == 403
    assert CalendarDay.objects.filter(date="2026-11-24").exists()


def hours_typed(**changed: str) -> dict[str, str]:
    """Return the office's week as its form holds it, with other values here and there."""
    ends = {"morning": ("07:30", "11:30"), "afternoon": ("13:30", "17:30")}
    typed = {
        f"{part}_{end}_{weekday}": value
        for weekday in range(5)
        for part, values in ends.items()
        for end, value in zip(("opens", "closes"), values, strict=True)
    }
    return {**typed, **changed}


def test_the_weeks_hours_are_shown_saved_and_count(desk: Desk, browsing: Browsing) -> None:
    case = desk.receive()
    friday_morning = hours_typed(afternoon_opens_4="", afternoon_closes_4="")
    page = text(browsing.post("quan", HOURS, **friday_morning, step="preview"))
    assert "11:30 27/11/2026" in page
    assert len(deadline_week(desk.cast.office)[4]) == 2
    assert browsing.post("quan", HOURS, **friday_morning, step="save").status_code == 302
    assert deadline_week(desk.cast.office)[4] == ((time(7, 30), time(11, 30)),)
    worked_off(desk)
    assert due(case) == "2026-11-27 11:30"


def test_hours_out_of_order_and_a_week_without_any_are_refused(browsing: Browsing) -> None:
    wrong = browsing.post("quan", HOURS, **hours_typed(morning_closes_0="07:00"), step="save")
    assert "Giờ đóng phải sau giờ mở" in text(wrong)
    none = dict.fromkeys(hours_typed(), "")
    answer = browsing.post("quan", HOURS, **none, step="save")
    assert answer.status_code == 422
    assert "Tuần phải có giờ làm việc" in text(answer)


def test_the_queues_hours_are_another_calendar(desk: Desk, browsing: Browsing) -> None:
    before = list(desk.cast.office.opening_hours.values())
    browsing.post(
        "quan", HOURS, **hours_typed(morning_opens_5="07:30", morning_closes_5="11:30"), step="save"
    )
    assert deadline_calendar(desk.cast.office).is_working_day(date(2026, 11, 28))
    assert list(desk.cast.office.opening_hours.values()) == before


def test_the_hub_warns_of_a_year_on_estimates_from_november_on(
    desk: Desk, browsing: Browsing
) -> None:
    days_off_import(DAYS_OFF_FILE)
    warning = "Lịch nghỉ 2027 còn là dự kiến"
    assert warning in text(browsing.get("quan", "/admin/"))
    desk.now = desk.now.replace(month=10)
    assert warning not in text(browsing.get("quan", "/admin/"))
    desk.now = desk.now.replace(month=11)
    CalendarDay.objects.filter(date__year=2027).update(estimated=False)
    assert warning not in text(browsing.get("quan", "/admin/"))
