"""Who may change the catalogue, which all offices share."""

from django.utils.translation import gettext as _

from onestop.directory.models import Office, User
from onestop.directory.refusals import NotAllowed
from onestop.directory.rights import Right, right_used


def ensure_catalogue_right(actor: User, right: Right) -> Office:
    """Return the first office in which the account holds the right; note for whom it acts.

    Raises `NotAllowed` where there is none.
    """
    for office in actor.offices():
        if right_used(actor, {right}, office=office):
            return office
    raise NotAllowed(
        _("Tài khoản của bạn không có quyền làm việc này. Hãy nhờ người có thẩm quyền.")
    )
