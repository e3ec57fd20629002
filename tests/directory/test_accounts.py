"""Accounts as administrators change them: who may, what is refused, what is written down."""

from datetime import timedelta
from typing import Any

import pytest

from onestop.directory.models import AuditEvent, Membership, User
from onestop.directory.refusals import BadInput, NotAllowed, NotFound, Refusal, StateForbids
from onestop.directory.rights import Role
from onestop.directory.services import (
    account_create,
    account_edit,
    account_lock,
    account_move,
    account_unlock,
    device_add,
    password_reset,
    role_give,
    role_take,
)
from onestop.directory.words import LeavingReason
from tests.cast import make_user
from tests.directory.administration import Administration, fresh, roles_of

AWAY = LeavingReason.AWAY


def create(admin: Administration, by: User | None = None, **told: Any) -> Any:
    """Make the specialist Linh as Quân, with other facts where they are told."""
    facts: dict[str, Any] = {
        "username": "linh",
        "full_name": "Đào Mỹ Linh",
        "title": "",
        "agencies": ["H00.01"],
    }
    facts |= {"office": admin.cast.office, "role": Role.SPECIALIST, **told}
    return account_create(actor=by or admin.cast.quan, now=admin.now, **facts)


def test_a_new_account_has_a_role_and_a_password_to_change(admin: Administration) -> None:
    first = create(admin)
    linh = User.objects.get(username="linh")
    assert linh.check_password(first.password)
    assert linh.must_change_password
    assert roles_of(linh) == {"specialist"}
    assert first.password not in repr(list(AuditEvent.objects.values()))


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"username": "an"}, "username"),
        ({"username": "Linh"}, "username"),
        ({"username": "a\x00b"}, "username"),
        ({"username": ""}, "username"),
        ({"full_name": " "}, "full_name"),
        ({"full_name": "Linh\x1b"}, "full_name"),
        ({"full_name": "L" * 151}, "full_name"),
        ({"agencies": []}, "agencies"),
        ({"agencies": ["H00.02"]}, "agencies"),  # another office's
        ({"agencies": ["\x00"]}, "agencies"),
    ],
)
def test_bad_input_makes_no_account(
    admin: Administration, told: dict[str, Any], field: str
) -> None:
    before = User.objects.count()
    with pytest.raises(BadInput) as caught:
        create(admin, **told)
    assert set(caught.value.errors) == {field}
    assert User.objects.count() == before


@pytest.mark.parametrize("role", [Role.OFFICE_ADMIN, Role.SYSTEM_ADMIN, Role.KIOSK])
def test_an_office_administrator_makes_no_administrators_and_no_devices(
    admin: Administration, role: Role
) -> None:
    with pytest.raises(NotAllowed):
        create(admin, role=role)
    with pytest.raises(NotAllowed):
        admin.do(role_give, admin.cast.an, office=admin.cast.office, role=role)


def test_a_system_administrator_makes_administrators_of_any_office(admin: Administration) -> None:
    create(admin, by=admin.son, office=admin.cast.other_office, role=Role.OFFICE_ADMIN)
    assert roles_of(User.objects.get(username="linh")) == {"office_admin"}


@pytest.mark.parametrize("name", ["an", "chi", "dung", "giang"])
def test_who_is_no_administrator_changes_nobody(admin: Administration, name: str) -> None:
    actor = getattr(admin.cast, name)
    with pytest.raises(NotAllowed):
        create(admin, by=actor)
    with pytest.raises(NotAllowed):
        admin.do(account_lock, admin.cast.binh, by=actor, reason=AWAY)


def test_another_offices_account_is_not_found(admin: Administration) -> None:
    with pytest.raises(NotFound):
        admin.do(account_edit, admin.cast.xuan, full_name="Khác", title="")


def test_a_device_is_no_account(admin: Administration) -> None:
    told: dict[str, Any] = {
        "office": admin.cast.office,
        "name": "Kiosk",
        "kind": Role.KIOSK,
        "actor": None,
    }
    device, _token = device_add(now=admin.now, **told)
    with pytest.raises(NotFound):
        admin.do(password_reset, device, by=admin.son)


def test_administrators_are_left_to_the_system_administrator(admin: Administration) -> None:
    with pytest.raises(NotAllowed):
        admin.do(password_reset, admin.tu)
    with pytest.raises(NotAllowed):
        admin.do(account_lock, admin.son, reason=AWAY)
    admin.do(account_lock, admin.tu, by=admin.son, reason=AWAY)
    assert not fresh(admin.tu).is_active


def test_who_also_works_elsewhere_is_left_to_the_system_administrator(
    admin: Administration,
) -> None:
    an = admin.cast.an
    Membership.objects.create(user=an, office=admin.cast.other_office, role=Role.RECEPTIONIST)
    with pytest.raises(NotAllowed, match="bộ phận một cửa khác"):
        admin.do(account_lock, an, reason=AWAY)
    admin.do(account_lock, an, by=admin.son, reason=AWAY)
    assert not fresh(an).is_active


def test_nobody_changes_his_own_rights(admin: Administration) -> None:
    son = admin.son
    for service, told in (
        (account_lock, {"reason": AWAY}),
        (role_give, {"office": admin.cast.office, "role": Role.RECEPTIONIST}),
        (role_take, {"membership_id": son.memberships.get().pk}),
        (password_reset, {}),
    ):
        with pytest.raises(NotAllowed):
            admin.do(service, son, by=son, **told)
    assert roles_of(son) == {"system_admin"}


def test_the_last_administrator_of_an_office_stays(admin: Administration) -> None:
    quan, tu = admin.cast.quan, admin.tu
    make_user("moi", "Người Mới", admin.cast.office, Role.SYSTEM_ADMIN)
    admin.do(account_lock, tu, by=admin.son, reason=AWAY)
    with pytest.raises(StateForbids, match="cuối cùng"):
        admin.do(account_lock, quan, by=admin.son, reason=AWAY)
    Membership.objects.create(user=quan, office=admin.cast.office, role=Role.SUPERVISOR)
    mine = quan.memberships.get(role=Role.OFFICE_ADMIN).pk
    with pytest.raises(StateForbids, match="cuối cùng"):
        admin.do(role_take, quan, by=admin.son, membership_id=mine)
    assert fresh(quan).is_active


def test_an_administrator_whose_time_is_over_is_no_other_one(admin: Administration) -> None:
    yesterday = admin.now.date() - timedelta(days=1)
    Membership.objects.filter(user=admin.tu).update(valid_until=yesterday)
    with pytest.raises(StateForbids, match="cuối cùng"):
        admin.do(account_lock, admin.cast.quan, by=admin.son, reason=AWAY)


def test_a_role_has_a_period_that_is_in_order(admin: Administration) -> None:
    an, first = admin.cast.an, admin.now.date()
    told: dict[str, Any] = {
        "office": admin.cast.office,
        "role": Role.SUPERVISOR,
        "valid_from": first,
    }
    with pytest.raises(BadInput) as refused:
        admin.do(role_give, an, valid_until=first - timedelta(days=1), **told)
    assert set(refused.value.errors) == {"valid_until"}
    admin.do(role_give, an, valid_until=first + timedelta(days=7), **told)
    given = an.memberships.get(role=Role.SUPERVISOR)
    assert (given.valid_from, given.valid_until) == (first, first + timedelta(days=7))


def test_a_role_is_given_changed_and_taken_with_a_trace(admin: Administration) -> None:
    an, office = admin.cast.an, admin.cast.office
    admin.do(role_give, an, office=office, role=Role.SPECIALIST, agencies=["H00.01"])
    assert roles_of(an) == {"receptionist", "specialist"}
    given = an.memberships.get(role=Role.SPECIALIST)
    admin.do(role_take, an, membership_id=given.pk)
    assert roles_of(an) == {"receptionist"}
    facts: dict[str, Any] = {"office": office.pk, "role": "specialist", "agencies": ["H00.01"]}
    gave, took = AuditEvent.objects.filter(subject=f"account:{an.pk}").order_by("id")
    assert (gave.action, gave.before, gave.after) == ("role.give", {}, {**facts, "version": 1})
    assert (took.action, took.before, took.after) == ("role.take", facts, {"version": 2})
    assert {gave.actor_id, took.actor_id} == {admin.cast.quan.pk}


def test_the_only_role_is_not_taken(admin: Administration) -> None:
    only = admin.cast.an.memberships.get().pk
    with pytest.raises(StateForbids):
        admin.do(role_take, admin.cast.an, membership_id=only)


def test_moving_takes_every_role_here_and_gives_one_there(admin: Administration) -> None:
    cast = admin.cast
    told: dict[str, Any] = {
        "from_office": cast.office,
        "to_office": cast.other_office,
        "role": Role.RECEPTIONIST,
    }
    with pytest.raises(NotAllowed):
        admin.do(account_move, cast.an, **told)
    admin.do(account_move, cast.an, by=admin.son, **told)
    assert fresh(cast.an).offices() == [cast.other_office]
    assert not cast.counter_1.staff.exists()


def test_a_locked_account_is_not_locked_again_and_may_be_opened(admin: Administration) -> None:
    admin.do(account_lock, admin.cast.an, reason=AWAY)
    with pytest.raises(StateForbids):
        admin.do(account_lock, admin.cast.an, reason=AWAY)
    admin.do(account_unlock, admin.cast.an)
    with pytest.raises(StateForbids):
        admin.do(account_unlock, admin.cast.an)
    assert fresh(admin.cast.an).is_active


@pytest.mark.parametrize("successor", [0, 2**63 - 1])
def test_work_goes_to_colleagues_only(admin: Administration, successor: int) -> None:
    for wrong in (successor, admin.cast.xuan.pk, admin.cast.an.pk):
        with pytest.raises(Refusal):
            admin.do(account_lock, admin.cast.an, reason=AWAY, successor_id=wrong)
    assert fresh(admin.cast.an).is_active
