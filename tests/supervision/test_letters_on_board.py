"""Letters of apology that are owed and that were missed, on the board and on the leader's page."""

from datetime import datetime

import pytest

from onestop.cases.services.obligations import apology_obligations_round
from tests.cases.desk import Desk
from tests.cases.pages.browsing import Browsing, text
from tests.conftest import HANOI


@pytest.fixture
def owing(desk: Desk) -> Desk:
    """Return the desk on Friday: a letter was missed, one is owed until 17:30."""
    desk.receive()
    desk.now = datetime(2026, 11, 27, 9, 0, tzinfo=HANOI)
    desk.receive(desk.cast.birth)
    apology_obligations_round(desk.now)
    return desk


@pytest.mark.parametrize(("who", "path"), [("giang", "/board/"), ("dung", "/cases/")])
def test_both_stand_there_and_lead_to_their_lists(
    owing: Desk, browsing: Browsing, who: str, path: str
) -> None:
    assert owing.now.day == 27
    page = text(browsing.get(who, path))
    assert "1 phải gửi" in page
    assert "1 quá hạn gửi" in page
    assert "/apologies/?list=owed" in page
    assert "/apologies/?list=missed" in page


def test_who_may_see_no_cases_sees_the_counts_without_links(
    owing: Desk, browsing: Browsing
) -> None:
    assert owing.now.day == 27
    page = text(browsing.get("quan", "/board/"))
    assert "1 quá hạn gửi" in page
    assert "/apologies/" not in page
