"""Changing one's password."""

from datetime import datetime

from django.db import transaction

from onestop.directory.models import LiveSession, User
from onestop.directory.signing_in.records import account_record


def password_change(*, user: User, password: str, kept: str, now: datetime) -> None:
    """Give the account its new password and end its sessions but the one with the row key `kept`.

    The form has checked the former password and the rules.
    """
    with transaction.atomic():
        user.set_password(password)
        user.must_change_password = False
        user.save(update_fields=["password", "must_change_password"])
        LiveSession.objects.filter(account=user).exclude(pk=kept).delete()
        account_record(action="password.change", user=user, actor=user, now=now)
