"""Making accounts, changing what they are called, and setting a first password."""

import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from onestop.directory.audit import audit_record
from onestop.directory.models import Office, User
from onestop.directory.refusals import BadInput, NotAllowed
from onestop.directory.rights import Role
from onestop.directory.services.changing import account_changing, subject_of
from onestop.directory.services.reach import ensure_may_give
from onestop.directory.services.roles import agencies_clean, membership_store, role_facts
from onestop.directory.texts import name_clean

LONGEST_NAME = 150
LONGEST_TITLE = 100
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}", re.ASCII)
# Without letters and digits that look alike on a slip of paper.
PASSWORD_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105 (an alphabet)


@dataclass(frozen=True)
class FirstPassword:
    """An account and the password to hand to its owner: it cannot be read back later."""

    account: User
    password: str


def account_create(
    *,
    username: str,
    full_name: str,
    title: str,
    office: Office,
    role: Role,
    agencies: Collection[str] = (),
    actor: User,
    now: datetime,
) -> FirstPassword:
    """Make an account with its first role, and a password that its owner must change.

    Raises `NotAllowed` for a role or an office that the actor may not give; `BadInput` by field:
    username, full_name, title, agencies.
    """
    ensure_may_give(actor, role, office)
    names = _names(full_name, title)
    acting_for = agencies_clean(office, role, agencies)
    first, stored = _password()
    with transaction.atomic():
        account = _account(username, {**names, "password": stored, "must_change_password": True})
        membership = membership_store(account, office, role, acting_for)
        audit_record(
            action="account.create",
            subject=subject_of(account),
            actor=actor,
            now=now,
            office_id=office.pk,
            after=role_facts(membership),
        )
    return FirstPassword(account, first)


def account_edit(
    *, account_id: int, version: int, full_name: str, title: str, actor: User, now: datetime
) -> User:
    """Change what the account's person is called.

    The audit names the fields only: names are personal.
    """
    names = _names(full_name, title)
    with account_changing(
        action="account.edit", account_id=account_id, version=version, actor=actor, now=now
    ) as change:
        account = change.account
        change.after["fields"] = [one for one in names if names[one] != getattr(account, one)]
        account.full_name, account.title = names["full_name"], names["title"]
        account.save(update_fields=list(names))
    return account


def password_reset(*, account_id: int, version: int, actor: User, now: datetime) -> FirstPassword:
    """Give the account a new password, to be changed at the next sign-in; its sessions end."""
    first, stored = _password()
    with account_changing(
        action="password.reset", account_id=account_id, version=version, actor=actor, now=now
    ) as change:
        if change.is_own:
            raise NotAllowed(_("Bạn không đặt lại mật khẩu của chính mình ở đây."))
        account = change.account
        account.password, account.must_change_password = stored, True
        account.save(update_fields=["password", "must_change_password"])
    return FirstPassword(account, first)


def _names(full_name: str, title: str) -> dict[str, str]:
    return {
        "full_name": name_clean("full_name", full_name, longest=LONGEST_NAME),
        "title": name_clean("title", title, longest=LONGEST_TITLE, required=False),
    }


def _account(username: str, fields: dict[str, object]) -> User:
    if not USERNAME.fullmatch(username):
        raise BadInput.field(
            "username",
            _("Từ 2 đến 40 chữ thường không dấu, chữ số, dấu chấm hoặc gạch; bắt đầu bằng chữ."),
        )
    try:
        with transaction.atomic():
            return User.objects.create(username=username, **fields)
    except IntegrityError:
        raise BadInput.field("username", _("Đã có tài khoản tên này. Hãy chọn tên khác.")) from None


def _password() -> tuple[str, str]:
    """Return a new password of 60 random bits, and what is stored of it."""
    groups = ("".join(secrets.choice(PASSWORD_SIGNS) for _one in range(4)) for _group in range(3))
    first = "-".join(groups)
    return first, make_password(first)
