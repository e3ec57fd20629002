"""Two administrators change one account at the same moment: one wins, the other is told."""

from collections.abc import Callable
from datetime import datetime

import pytest

from onestop.directory.models import User
from onestop.directory.refusals import Refusal, StateForbids
from onestop.directory.rights import Role
from onestop.directory.services import account_lock, role_give
from onestop.directory.words import LeavingReason
from tests.at_once import answers_at_once
from tests.cast import make_cast, make_user
from tests.directory.administration import (
    Administration,
    fresh,
    make_administration,
    roles_of,
)


@pytest.fixture
def admin(transactional_db: None, monday_morning: datetime) -> Administration:  # noqa: ARG001
    """Return the administrators in rows that other connections see."""
    return make_administration(make_cast(), monday_morning)


def test_the_second_is_told_who_changed_what(admin: Administration) -> None:
    an, office = admin.cast.an, admin.cast.office

    def give(by: User, role: Role) -> Callable[[], object]:
        actor = fresh(by)
        return lambda: admin.do(role_give, an, by=actor, version=0, office=office, role=role)

    answers = answers_at_once(
        give(admin.cast.quan, Role.SUPERVISOR), give(admin.tu, Role.SUPERVISOR)
    )
    (refused,) = [one for one in answers if isinstance(one, Refusal)]
    assert isinstance(refused, StateForbids)
    winner = admin.tu if answers.index(refused) == 0 else admin.cast.quan
    assert str(winner) in str(refused.detail)
    assert "giao vai trò «Giám sát»" in str(refused.detail)
    assert (roles_of(an), fresh(an).version) == ({"receptionist", "supervisor"}, 1)


def test_two_administrators_who_lock_each_other_leave_one(admin: Administration) -> None:
    other = make_user("hai", "Hồ Văn Hải", admin.cast.office, Role.SYSTEM_ADMIN)

    def lock(who: User, by: User) -> Callable[[], object]:
        reason, actor = LeavingReason.OTHER, fresh(by)
        return lambda: admin.do(account_lock, who, by=actor, version=0, reason=reason)

    answers = answers_at_once(lock(admin.son, other), lock(other, admin.son))
    assert len([one for one in answers if isinstance(one, Refusal)]) == 1
    assert sorted([fresh(other).is_active, fresh(admin.son).is_active]) == [False, True]
