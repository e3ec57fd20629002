"""Who needs a second factor, and what an account must do before anything else."""

from collections.abc import Callable

from django.conf import settings

from onestop.directory.models import AuthenticatorApp, User
from onestop.directory.rights import MATRIX, Right
from onestop.sign_in_environment import OFF, REQUIRED

APPROVING = frozenset({Right.CASE_APPROVE, Right.APOLOGY_APPROVE})


def approves(user: User) -> bool:
    """Tell whether one of the account's roles approves cases or apologies."""
    return any(APPROVING & MATRIX[role] for role in user.roles())


def second_factor_offered() -> bool:
    """Tell whether this installation has second factors at all."""
    return bool(settings.SECOND_FACTOR != OFF)


def second_factor_required(user: User) -> bool:
    """Tell whether the account may do nothing until it has a second factor."""
    return bool(settings.SECOND_FACTOR == REQUIRED) and approves(user)


def app_of(user: User) -> AuthenticatorApp | None:
    """Return the account's authenticator app that counts, or None."""
    app: AuthenticatorApp | None = AuthenticatorApp.objects.filter(
        user=user, confirmed=True
    ).first()
    return app


def _owes_password(user: User) -> bool:
    return user.must_change_password and user.has_usable_password()


def _owes_second_factor(user: User) -> bool:
    return second_factor_required(user) and app_of(user) is None


# In this order; each with the name of the page where it is done.
DUTIES: tuple[tuple[Callable[[User], bool], str], ...] = (
    (_owes_password, "password"),
    (_owes_second_factor, "second-factor"),
)


def duty_of(user: User) -> str | None:
    """Return the name of the page to which the account must go first, or None."""
    return next((page for owes, page in DUTIES if owes(user)), None)
