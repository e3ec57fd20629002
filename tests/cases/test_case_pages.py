"""The list of cases, page by page."""

from datetime import date, datetime
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from onestop.cases.models import Case
from onestop.cases.selectors import cases_page
from onestop.cases.services import ApplicantData
from onestop.cases.states import CaseState
from onestop.directory.models import Agency
from onestop.directory.refusals import BadInput, NotAllowed
from tests.cases.desk import Desk
from tests.conftest import HANOI


def found(desk: Desk, who: str = "giang", **filters: Any) -> list[Case]:
    """Return the cases of the first page."""
    page = cases_page(getattr(desk.cast, who), desk.now, **filters)
    return [row.case for row in page.rows]


def test_newest_first_page_by_page_and_none_twice(desk: Desk) -> None:
    cases = [desk.receive() for _ in range(5)]
    pages, cursor = [], None
    for _ in range(3):
        page = cases_page(desk.cast.giang, desk.now, cursor=cursor, size=2)
        pages.append([row.case for row in page.rows])
        cursor = page.cursor
    assert pages == [[cases[4], cases[3]], [cases[2], cases[1]], [cases[0]]]
    assert cursor is None


def test_a_full_last_page_has_no_next_one(desk: Desk) -> None:
    desk.receive()
    desk.receive()
    assert cases_page(desk.cast.giang, desk.now, size=2).cursor is None


def test_by_state(desk: Desk) -> None:
    desk.receive()
    done = desk.case_in(CaseState.COMPLETED)
    assert found(desk, state="completed") == [done]


def test_overdue_and_the_rest_are_everything(desk: Desk) -> None:
    late = desk.receive()
    paused = desk.case_in(CaseState.SUPPLEMENT_REQUESTED)
    ended = desk.case_in(CaseState.RETURNED)
    registered = desk.register()
    desk.now = datetime(2026, 11, 27, 17, 30, 1, tzinfo=HANOI)
    in_time = desk.receive()
    assert found(desk, overdue=True) == [late]
    assert found(desk, overdue=False) == [in_time, registered, ended, paused]


@pytest.mark.parametrize(
    ("before", "codes"),
    [
        (date(2026, 11, 27), ["0001"]),
        (date(2026, 11, 28), ["0002", "0001"]),
        (datetime(2026, 11, 27, 17, 30, tzinfo=HANOI), ["0001"]),
        (datetime(2026, 11, 27, 17, 31), ["0002", "0001"]),  # noqa: DTZ001 (local)
    ],
)
def test_by_due_date(desk: Desk, before: date, codes: list[str]) -> None:
    desk.receive(desk.cast.birth)  # due today
    desk.receive()  # due on Friday 27 at 17:30
    desk.register()  # no date yet
    assert [case.code[-4:] for case in found(desk, due_before=before)] == codes


def test_by_agency(desk: Desk) -> None:
    Agency.objects.create(office=desk.cast.office, code="H00.09", name="Công an xã")
    case = desk.receive(agency_code="H00.09")
    desk.receive(agency_code="H00.01")
    assert found(desk, agency="H00.09") == [case]
    assert found(desk, agency="H\x00") == []


@pytest.mark.parametrize(
    "typed", ["Văn Mẫu", "văn mẫu", "  Trần ", "-0002", "h00.01-261123-0002", "001190999999"]
)
def test_by_code_name_or_whole_number(desk: Desk, typed: str) -> None:
    desk.receive()
    case = desk.receive(applicant=ApplicantData("Trần Văn Mẫu", identity="001190999999"))
    assert found(desk, q=typed) == [case]


def test_a_part_of_a_number_finds_nobody(desk: Desk) -> None:
    desk.receive()
    assert found(desk, q="0011901") == []
    assert found(desk, q="%") == []


@pytest.mark.parametrize(
    ("filters", "field"),
    [
        ({"state": "asleep"}, "state"),
        ({"due_before": date(1, 1, 1)}, "due_before"),
        ({"due_before": date(9999, 12, 31)}, "due_before"),
        ({"cursor": "x"}, "cursor"),
        ({"cursor": "-1"}, "cursor"),
        ({"cursor": "1" * 30}, "cursor"),
        ({"q": "x" * 101}, "q"),
        ({"q": "\x00"}, "q"),
    ],
)
def test_what_cannot_be_asked_is_refused(desk: Desk, filters: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        found(desk, **filters)
    assert list(refused.value.errors) == [field]


def test_an_account_sees_its_own_offices_cases(desk: Desk) -> None:
    desk.receive()
    assert len(found(desk, "an")) == 1
    assert found(desk, "xuan") == []


def test_the_administrator_sees_no_cases(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        found(desk, "quan")


def test_a_page_takes_as_many_queries_for_many_as_for_one(
    desk: Desk, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    found(desk)  # reads the account's memberships
    for _ in range(3):
        desk.receive()
        # Cases, running steps, apologies, and the calendar's three.
        with django_assert_num_queries(6):
            found(desk)
