"""What each account has to do, most urgent first."""

from datetime import timedelta

from pytest_django import DjangoAssertNumQueries

from onestop.cases.models import Case
from onestop.cases.selectors import work_list
from onestop.cases.states import CaseState
from onestop.directory.models import Agency, User
from onestop.directory.rights import Role
from tests.cases.desk import Desk
from tests.cast import make_user


def work_of(desk: Desk, user: User) -> list[Case]:
    """Return the cases on the account's list."""
    return [row.case for row in work_list(user, desk.now)]


def test_each_role_sees_the_cases_at_its_own_step(desk: Desk) -> None:
    by_state = {state: desk.case_in(state) for state in CaseState}
    approving = desk.do(desk.case_in(CaseState.PROCESSING), "complete_step")
    lists = {who: work_of(desk, getattr(desk.cast, who)) for who in ("an", "chi", "dung", "giang")}
    assert lists == {
        "an": [by_state[CaseState.REGISTERED], by_state[CaseState.COMPLETED]],
        "chi": [by_state[CaseState.RECEIVED], by_state[CaseState.PROCESSING]],
        "dung": [approving],
        "giang": [],
    }


def test_the_most_urgent_comes_first(desk: Desk) -> None:
    slow = desk.receive()
    quick = desk.receive(desk.cast.birth)
    assert work_of(desk, desk.cast.chi) == [quick, slow]


def test_what_a_colleague_holds_is_not_ones_own(desk: Desk) -> None:
    hoa = make_user("hoa", "Đinh Thị Hoa", desk.cast.office, Role.SPECIALIST)
    held = desk.case_in(CaseState.PROCESSING)
    free = desk.receive()
    assert work_of(desk, hoa) == [free]
    assert work_of(desk, desk.cast.chi) == [held, free]


def test_another_agencys_cases_are_not_listed(desk: Desk) -> None:
    Agency.objects.create(office=desk.cast.office, code="H00.09", name="Công an xã")
    desk.receive(agency_code="H00.09")
    assert work_of(desk, desk.cast.chi) == []


def test_another_offices_cases_are_not_listed(desk: Desk) -> None:
    desk.register()
    assert work_of(desk, desk.cast.xuan) == []


def test_a_row_says_who_holds_what_and_how_long_is_left(desk: Desk) -> None:
    case = desk.case_in(CaseState.PROCESSING)
    apology = desk.apology(case)
    (row,) = work_list(desk.cast.chi, desk.now)
    assert row.step is not None
    assert row.time_left is not None
    assert (row.step.name, row.step.holder) == ("Thẩm định", desk.cast.chi)
    assert (row.time_left.said, row.time_left.tone, row.is_late) == (
        "còn 3 ngày 6 giờ",
        "",
        False,
    )
    assert row.apology == apology


def test_time_left_goes_from_soon_to_late(desk: Desk) -> None:
    desk.case_in(CaseState.PROCESSING)
    tones = []
    for hours in (96.5, 104.5, 104.75, 121):  # Friday 9:30, 17:30, 17:45, Saturday 10:00
        (row,) = work_list(desk.cast.chi, desk.now + timedelta(hours=hours))
        assert row.time_left is not None
        tones.append((row.time_left.said, row.time_left.tone))
    assert tones == [
        ("còn 6 giờ", "soon"),
        ("đến hạn", "soon"),
        ("quá hạn", "late"),
        ("quá hạn", "late"),
    ]


def test_the_list_takes_as_many_queries_for_many_as_for_one(
    desk: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # Memberships and agencies, cases, running steps, apologies, and the calendar's three.
    for _ in range(3):
        desk.receive()
        actor = User.objects.get(username="chi")
        with django_assert_num_queries(8):
            work_of(desk, actor)
