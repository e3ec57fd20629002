"""To whom and how a result is handed over; that the citizen was told is not that he has it."""

from typing import Any

import pytest

from onestop.cases.models import Delivery
from onestop.cases.services.anonymising import cases_anonymise
from onestop.cases.states import CaseState
from onestop.directory.refusals import BadInput
from tests.cases.desk import Desk, everything_of
from tests.cases.pages.browsing import Browsing, text

AUTHORISED: dict[str, Any] = {
    "delivery": "authorised",
    "receiver": "Lê Văn Nhận",
    "paper": "Giấy ủy quyền số 12 ngày 20/11/2026",
}
POSTED: dict[str, Any] = {"delivery": "post", "tracking": "EB123456789VN"}


def test_without_a_word_it_is_the_citizen_in_person(desk: Desk) -> None:
    case = desk.case_in(CaseState.RETURNED)
    assert Delivery.objects.get(case=case).how == Delivery.How.IN_PERSON


@pytest.mark.parametrize("told", [AUTHORISED, POSTED, {"delivery": "online"}])
def test_each_way_is_stored_with_what_it_needs(desk: Desk, told: dict[str, Any]) -> None:
    case = desk.do(desk.case_in(CaseState.COMPLETED), "return_result", **told)
    delivery = Delivery.objects.get(case=case)
    stored = {name: getattr(delivery, name) for name in ("receiver", "paper", "tracking")}
    assert {"delivery": delivery.how, **{k: v for k, v in stored.items() if v}} == told


def test_the_history_names_the_way_and_nobody(desk: Desk) -> None:
    case = desk.do(desk.case_in(CaseState.COMPLETED), "return_result", **AUTHORISED)
    event = case.events.get(kind="return_result")
    assert event.data["delivery"] == "authorised"
    assert AUTHORISED["receiver"] not in str(event.data)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"delivery": "owl"}, "delivery"),
        ({"delivery": ["post"]}, "delivery"),
        ({"delivery": "post"}, "tracking"),
        ({"delivery": "authorised", "receiver": "Lê Văn Nhận"}, "paper"),
        ({**AUTHORISED, "receiver": " "}, "receiver"),
        ({**AUTHORISED, "receiver": "Nhận\x1b"}, "receiver"),
        ({**POSTED, "tracking": "9" * 61}, "tracking"),
        ({**POSTED, "tracking": 9}, "tracking"),
        ({"tracking": "EB1"}, "tracking"),
        ({"channel": "phone"}, "channel"),
    ],
)
def test_what_does_not_fit_is_refused_by_field(
    desk: Desk, told: dict[str, Any], field: str
) -> None:
    case = desk.case_in(CaseState.COMPLETED)
    before = everything_of(case)
    with pytest.raises(BadInput) as refused:
        desk.do(case, "return_result", **told)
    assert set(refused.value.errors) == {field}
    assert everything_of(case) == before
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("channel", ["", "pigeon", 7])
def test_a_citizen_is_told_by_a_way_that_there_is(desk: Desk, channel: object) -> None:
    with pytest.raises(BadInput):
        desk.do(desk.case_in(CaseState.COMPLETED), "notify_result", channel=channel)


def test_who_took_it_is_forgotten_with_the_case(desk: Desk) -> None:
    case = desk.do(desk.case_in(CaseState.COMPLETED), "return_result", **AUTHORISED)
    desk.later(days=1)
    cases_anonymise(office=desk.cast.office, before=desk.now, now=desk.now)
    delivery = Delivery.objects.get(case=case)
    assert (delivery.how, delivery.receiver, delivery.paper) == ("authorised", "", "")


def test_the_form_of_the_case_page_tells_it(desk: Desk, browsing: Browsing) -> None:
    case = desk.case_in(CaseState.COMPLETED)
    refused = browsing.make("an", case, "return_result", delivery="post")
    assert refused.status_code == 422
    assert browsing.make("an", case, "return_result", **POSTED).status_code == 302
    assert POSTED["tracking"] in text(browsing.get("an", f"/cases/{case.code}/"))
