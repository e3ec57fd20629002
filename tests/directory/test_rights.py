"""The matrix of rights: who may do what, where, and for which agency."""

import pytest

from onestop.directory.models import Agency, Membership, User
from onestop.directory.refusals import NotAllowed
from onestop.directory.rights import BY_AGENCY, MATRIX, Right, Role, ensure_right, has_right
from tests.cast import Cast


def test_every_role_and_every_right_is_in_the_matrix() -> None:
    assert set(MATRIX) == set(Role)
    assert set().union(*MATRIX.values()) == set(Right)


@pytest.mark.parametrize(
    ("right", "names"),
    [
        (Right.COUNTER_OPERATE, {"an", "binh"}),
        (Right.CASE_RECEIVE, {"an", "binh"}),
        (Right.CASE_PROCESS, {"chi"}),
        (Right.CASE_APPROVE, {"dung"}),
        (Right.APOLOGY_APPROVE, {"dung"}),
        (Right.BOARD_VIEW, {"dung", "giang", "quan"}),
        (Right.PRINTER_MANAGE, {"quan"}),
    ],
)
def test_who_holds_a_right(cast: Cast, right: Right, names: set[str]) -> None:
    staff = ("an", "binh", "chi", "dung", "giang", "quan", "xuan")
    holders = {one for one in staff if has_right(getattr(cast, one), right, office=cast.office)}
    assert holders == names


def test_a_right_ends_at_the_office(cast: Cast) -> None:
    assert has_right(cast.xuan, Right.COUNTER_OPERATE, office=cast.other_office)
    assert not has_right(cast.xuan, Right.COUNTER_OPERATE, office=cast.office)


@pytest.mark.parametrize("right", sorted(BY_AGENCY))
def test_a_right_by_agency_ends_at_the_agency(cast: Cast, right: Right) -> None:
    holder = cast.chi if right in MATRIX[Role.SPECIALIST] else cast.dung
    land = Agency.objects.create(office=cast.office, code="H00.09", name="Đất đai")
    assert has_right(holder, right, office=cast.office, agency=cast.agency)
    assert not has_right(holder, right, office=cast.office, agency=land)


def test_another_right_asks_for_no_agency(cast: Cast) -> None:
    land = Agency.objects.create(office=cast.office, code="H00.09", name="Đất đai")
    assert has_right(cast.chi, Right.CASE_VIEW, office=cast.office, agency=land)


def test_a_locked_account_has_no_right(cast: Cast) -> None:
    cast.an.is_active = False
    assert not has_right(cast.an, Right.COUNTER_OPERATE, office=cast.office)


def test_two_roles_add_up(cast: Cast) -> None:
    Membership.objects.create(user=cast.giang, office=cast.office, role=Role.RECEPTIONIST)
    giang = User.objects.get(pk=cast.giang.pk)
    assert has_right(giang, Right.BOARD_VIEW, office=cast.office)
    assert has_right(giang, Right.COUNTER_OPERATE, office=cast.office)


def test_a_missing_right_is_refused_with_a_cure(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="Hãy nhờ người có thẩm quyền") as caught:
        ensure_right(cast.giang, Right.COUNTER_OPERATE, office=cast.office)
    assert caught.value.status == 403
