"""Administrators at work: shorthand for what they do to accounts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onestop.directory.models import Membership, User
from onestop.directory.rights import Role
from tests.cast import Cast, make_user


@dataclass
class Administration:
    """The cast with a system administrator, Sơn (son), and a second administrator, Tú (tu)."""

    cast: Cast
    now: datetime
    son: User
    tu: User

    def do(
        self,
        service: Callable[..., Any],
        account: User,
        *,
        by: User | None = None,
        version: int | None = None,
        **told: Any,
    ) -> Any:
        """Change an account as Quân, unless another is named, on what is stored now."""
        seen = User.objects.get(pk=account.pk).version if version is None else version
        actor = by or self.cast.quan
        return service(account_id=account.pk, version=seen, actor=actor, now=self.now, **told)


def make_administration(cast: Cast, now: datetime) -> Administration:
    """Store the two further administrators."""
    son = make_user("son", "Mai Văn Sơn", cast.office, Role.SYSTEM_ADMIN)
    tu = make_user("tu", "Tạ Anh Tú", cast.office, Role.OFFICE_ADMIN)
    return Administration(cast, now, son, tu)


def roles_of(user: User) -> set[str]:
    """Return the account's roles as they are stored."""
    return set(Membership.objects.filter(user=user).values_list("role", flat=True))


def fresh(user: User) -> User:
    """Return the account as it is stored."""
    return User.objects.get(pk=user.pk)
