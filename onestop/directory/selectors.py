"""Every read of the directory that is not a `get`."""

from django.utils.translation import gettext as _

from onestop.directory.models import Office, User
from onestop.directory.refusals import NotFound


def office_of(actor: User, code: str) -> Office:
    """Return the office with this code if the account works there.

    Raises `NotFound` for a foreign office just as for one that does not exist.
    """
    for office in actor.offices():
        if office.code == code:
            return office
    raise NotFound(_("Không tìm thấy bộ phận một cửa này."))


def office_ids_of(actor: User) -> list[int]:
    """Return the ids of the offices in which the account works: what it may see at all."""
    return [office.pk for office in actor.offices()]


def only_office() -> Office | None:
    """Return the office of an installation that has just one, to greet people with its name."""
    offices = list(Office.objects.all()[:2])
    return offices[0] if len(offices) == 1 else None
