"""The list of reasons that an office keeps for its letters."""

import pytest

from onestop.cases.models import Apology, ApologyReason
from onestop.cases.services.reasons import apology_reasons_set
from onestop.directory.models import AuditEvent
from onestop.directory.refusals import NotAllowed, NotFound, StateForbids
from tests.cases.desk import Desk
from tests.cases.pages.browsing import Browsing, text

PATH = "/admin/apology-reasons/mau/"
DEFAULT_SEEN = "e3b0c44298fc1c14"  # of an office that has no list


def seen_on(page: str) -> str:
    """Return the version that the form names."""
    return page.split('name="seen" value="')[1].split('"', maxsplit=1)[0]


def save(browsing: Browsing, reasons: str, who: str = "quan") -> int:
    """Look at the list, type another, store it; return the status."""
    seen = seen_on(text(browsing.get(who, PATH)))
    return int(browsing.post(who, PATH, reasons=reasons, seen=seen).status_code)


def stored() -> list[str]:
    """Return the stored list."""
    return list(ApologyReason.objects.values_list("text", flat=True))


def test_the_office_lists_its_own_reasons_and_clerks_choose_from_them(
    desk: Desk, browsing: Browsing
) -> None:
    assert save(browsing, " Chờ  kho lưu trữ \r\n\r\nCông chức đi học\r\nLý do khác") == 302
    assert stored() == ["Chờ kho lưu trữ", "Công chức đi học"]
    case = desk.receive()
    page = text(browsing.get("chi", f"/cases/{case.code}/apologies/"))
    key = f"r{ApologyReason.objects.get(text='Công chức đi học').pk}"
    assert f'<option value="{key}">Công chức đi học</option>' in page
    assert '<option value="other">Lý do khác</option>' in page
    assert "Thiên tai" not in page
    browsing.post("chi", f"/cases/{case.code}/apologies/", cause=key, new_due_at="none")
    assert Apology.objects.get().reason == "Công chức đi học"


def test_an_empty_list_is_the_default_again(browsing: Browsing) -> None:
    save(browsing, "Một\nHai")
    assert save(browsing, " \n") == 302
    assert stored() == []


def test_what_stays_keeps_its_key_so_that_an_open_page_stays_right(browsing: Browsing) -> None:
    save(browsing, "Một\nHai\nBa")
    key = ApologyReason.objects.get(text="Hai").pk
    save(browsing, "Ba\nHai")
    assert stored() == ["Ba", "Hai"]
    assert ApologyReason.objects.get(text="Hai").pk == key


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Một\nmột", "Có hai lần: Một."),
        ("x" * 151, "Dài quá 150 ký tự."),
        ("a\x00b", "reasons"),
        ("\n".join(str(number) for number in range(31)), "Tối đa 30 lý do."),
    ],
)
def test_a_line_that_cannot_be_is_said_and_nothing_is_stored(
    browsing: Browsing, typed: str, sentence: str
) -> None:
    page = browsing.post("quan", PATH, reasons=typed, seen=DEFAULT_SEEN)
    assert page.status_code == 422
    assert sentence in text(page)
    assert stored() == []


def test_of_two_who_edit_at_once_the_second_sees_the_firsts_list(browsing: Browsing) -> None:
    seen = seen_on(text(browsing.get("quan", PATH)))
    browsing.post("quan", PATH, reasons="Một", seen=seen)
    late = browsing.post("quan", PATH, reasons="Hai", seen=seen)
    assert late.status_code == 409
    assert "vừa được người khác sửa" in text(late)
    assert stored() == ["Một"]


@pytest.mark.parametrize(("who", "refusal"), [("dung", NotAllowed), ("xuan", NotFound)])
def test_only_who_manages_the_office_edits_its_list(
    desk: Desk, who: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        apology_reasons_set(
            office_code="mau",
            reasons=["Một"],
            seen=DEFAULT_SEEN,
            actor=getattr(desk.cast, who),
            now=desk.now,
        )


def test_a_list_that_changed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    with pytest.raises(StateForbids):
        apology_reasons_set(
            office_code="mau", reasons=["Một"], seen="x", actor=desk.cast.quan, now=desk.now
        )


def test_a_change_of_the_list_is_in_the_audit(browsing: Browsing) -> None:
    save(browsing, "Một")
    save(browsing, "Một")
    event = AuditEvent.objects.get(action="office.apology_reasons")
    assert (event.before, event.after) == ({"reasons": []}, {"reasons": ["Một"]})
