"""Which account an administrator may do something to."""

from django.utils.translation import gettext as _

from onestop.directory.models import Membership, Office, User
from onestop.directory.refusals import NotAllowed, NotFound
from onestop.directory.rights import Right, has_right


def administered_account(actor: User, account_id: int) -> tuple[User, int]:
    """Return the account and the office in which the actor administers it.

    Raises `NotAllowed` without the right anywhere, `NotFound` for accounts of other offices.
    """
    offices = ensure_administers(actor)
    membership = (
        Membership.objects.select_related("user")
        .filter(user_id=account_id, office__in=offices)
        .order_by("pk")
        .first()
    )
    if membership is None:
        raise NotFound(_("Không tìm thấy tài khoản này."))
    return membership.user, membership.office_id


def ensure_administers(actor: User) -> list[Office]:
    """Return the offices whose accounts the actor administers; raises `NotAllowed` for none."""
    offices = [one for one in actor.offices() if has_right(actor, Right.ACCOUNT_MANAGE, office=one)]
    if not offices:
        raise NotAllowed(
            _("Tài khoản của bạn không có quyền làm việc này. Hãy nhờ người có thẩm quyền."),
        )
    return offices
