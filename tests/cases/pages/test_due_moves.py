"""Whom to tell of a due date that an edit of the calendar moved, and who has told them."""

from onestop.cases.models import CaseEvent, DueMove, Recomputation
from tests.cases.calendar import day_off, worked_off
from tests.cases.desk import LAN, Desk
from tests.cases.pages.browsing import Browsing, text


def page_of(browsing: Browsing, who: str, **query: str) -> str:
    return text(browsing.get(who, f"/due-moves/{Recomputation.objects.get().pk}/", **query))


def moved(desk: Desk) -> DueMove:
    desk.receive()
    day_off(desk)
    (move,) = worked_off(desk)
    return move


def test_the_supervisor_sees_both_dates_and_the_name(desk: Desk, browsing: Browsing) -> None:
    move = moved(desk)
    page = page_of(browsing, "giang")
    for shown in (move.case.code, LAN.name, "17:30 27/11/2026", "17:30 30/11/2026", "chưa báo"):
        assert shown in page


def test_the_administrator_sees_no_names(desk: Desk, browsing: Browsing) -> None:
    moved(desk)
    page = page_of(browsing, "quan")
    assert "17:30 30/11/2026" in page
    assert LAN.name not in page


def test_telling_is_noted_with_who_and_once(desk: Desk, browsing: Browsing) -> None:
    move = moved(desk)
    address = f"/due-moves/{move.recomputation_id}/"
    for who in ("an", "giang"):
        browsing.post(who, address, move=[str(move.pk)])
    move.refresh_from_db()
    assert move.told_by == desk.cast.an
    assert CaseEvent.objects.filter(kind="due.told").count() == 1
    assert "đã báo" in page_of(browsing, "an")
    assert "Mọi người nộp đã được báo" in page_of(browsing, "an", untold="1")


def test_nothing_chosen_is_said(desk: Desk, browsing: Browsing) -> None:
    move = moved(desk)
    for chosen in ([], ["x"]):
        answer = browsing.post("giang", f"/due-moves/{move.recomputation_id}/", move=chosen)
        assert answer.status_code == 422
        assert "Hãy chọn hồ sơ" in text(answer)


def test_another_office_sees_nothing_of_it(desk: Desk, browsing: Browsing) -> None:
    move = moved(desk)
    page = page_of(browsing, "xuan")
    assert move.case.code not in page
    browsing.post("xuan", f"/due-moves/{move.recomputation_id}/", move=[str(move.pk)])
    move.refresh_from_db()
    assert move.told_at is None
    assert browsing.get("giang", "/due-moves/999/").status_code == 404


def test_the_list_of_edits_counts_what_is_left_to_tell(desk: Desk, browsing: Browsing) -> None:
    move = moved(desk)
    page = text(browsing.get("giang", "/due-moves/"))
    assert "Đặt ngày nghỉ, ngày làm bù 26/11/2026" in page
    assert "còn phải báo" in page
    browsing.post("giang", f"/due-moves/{move.recomputation_id}/", move=[str(move.pk)])
    assert "còn phải báo" not in text(browsing.get("giang", "/due-moves/"))


def test_many_cost_as_many_queries_as_one(desk: Desk, browsing: Browsing) -> None:
    desk.receive()
    day_off(desk)
    worked_off(desk)
    address = f"/due-moves/{Recomputation.objects.get().pk}/"
    browsing.get("giang", address)
    few = browsing.queries("giang", address)
    for _ in range(3):
        desk.receive()
    DueMove.objects.bulk_create(
        DueMove(
            recomputation=Recomputation.objects.get(),
            case=one,
            at=desk.now,
            due_at_before=desk.now,
            due_at=desk.now,
        )
        for one in desk.cast.office.cases.all()
    )
    assert browsing.queries("giang", address) == few
