"""Sai sót: an error in a returned result is corrected within three working days (Art. 23)."""

from datetime import datetime

import pytest

from onestop.cases.models import Case, ResultError
from onestop.cases.services import result_error_correct, result_error_open
from onestop.cases.states import CaseState
from onestop.directory.models import User
from onestop.directory.refusals import BadInput, NotAllowed, NotFound, StateForbids
from tests.cases.desk import Desk
from tests.cases.pages.browsing import Browsing, text
from tests.conftest import HANOI

DUE = datetime(2026, 11, 27, 17, 30, tzinfo=HANOI)  # three working days after the 23rd


def found(desk: Desk, case: Case, by: User | None = None, error: str = "Sai tên") -> ResultError:
    """Note an error as An."""
    return result_error_open(code=case.code, error=error, actor=by or desk.cast.an, now=desk.now)


def fixed(desk: Desk, case: Case, by: User | None = None, text: str = "Đã cấp lại") -> ResultError:
    """Note its correction as Chi."""
    return result_error_correct(
        code=case.code, corrected=text, actor=by or desk.cast.chi, now=desk.now
    )


def test_an_error_has_a_deadline_of_its_own_and_the_case_keeps_its_state(desk: Desk) -> None:
    case = desk.case_in(CaseState.RETURNED)
    error = found(desk, case)
    assert (error.due_at, error.opened_by, error.corrected_at) == (DUE, desk.cast.an, None)
    case.refresh_from_db()
    assert (case.state, case.national_status) == ("returned", 10)
    assert case.events.get(kind="error_found").reason == "Sai tên"


def test_it_is_done_with_what_was_corrected(desk: Desk) -> None:
    case = desk.case_in(CaseState.RETURNED)
    found(desk, case)
    desk.later(days=1)
    error = fixed(desk, case)
    assert (error.corrected, error.corrected_by, error.corrected_at) == (
        "Đã cấp lại",
        desk.cast.chi,
        desk.now,
    )
    assert not case.events.get(kind="error_corrected").data["late"]


def test_one_that_took_too_long_says_so(desk: Desk) -> None:
    case = desk.case_in(CaseState.RETURNED)
    found(desk, case)
    desk.now = DUE
    desk.later(minutes=1)
    fixed(desk, case)
    assert case.events.get(kind="error_corrected").data["late"]


def test_one_error_is_open_at_a_time_and_another_may_follow(desk: Desk) -> None:
    case = desk.case_in(CaseState.RETURNED)
    found(desk, case)
    with pytest.raises(StateForbids, match="chờ sửa"):
        found(desk, case)
    fixed(desk, case)
    with pytest.raises(StateForbids, match="không có sai sót"):
        fixed(desk, case)
    assert found(desk, case).pk
    assert case.errors.count() == 2


@pytest.mark.parametrize("state", [CaseState.PROCESSING, CaseState.COMPLETED, CaseState.STOPPED])
def test_only_a_returned_result_has_errors(desk: Desk, state: CaseState) -> None:
    with pytest.raises(StateForbids, match="kết quả đã trả"):
        found(desk, desk.case_in(state))


def test_rights_and_words(desk: Desk) -> None:
    case = desk.case_in(CaseState.RETURNED)
    for who in (desk.cast.giang, desk.cast.quan):
        with pytest.raises(NotAllowed):
            found(desk, case, by=who)
    with pytest.raises(NotFound):
        found(desk, case, by=desk.cast.xuan)
    with pytest.raises(BadInput):
        found(desk, case, error=" ")
    found(desk, case)
    with pytest.raises(NotAllowed):
        fixed(desk, case, by=desk.cast.an)
    with pytest.raises(BadInput):
        fixed(desk, case, text="\x1b")


def test_the_case_page_notes_and_corrects(desk: Desk, browsing: Browsing) -> None:
    case = desk.case_in(CaseState.RETURNED)
    path = f"/cases/{case.code}/errors/"
    assert browsing.post("an", path, error="Sai tên đệm").status_code == 302
    assert "sửa trước" in text(browsing.get("chi", f"/cases/{case.code}/"))
    refused = browsing.post("chi", f"{path}corrected/", corrected="")
    assert refused.status_code == 422
    assert browsing.post("chi", f"{path}corrected/", corrected="Đã in lại").status_code == 302
    assert "Đã in lại" in text(browsing.get("an", f"/cases/{case.code}/"))
