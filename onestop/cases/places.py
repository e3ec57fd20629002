"""Places between which dossiers go: the one-stop office itself (no agency), and its agencies."""

from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext as _

from onestop.directory.models import Agency, Office, User
from onestop.directory.refusals import NotAllowed
from onestop.directory.rights import MATRIX, Right, Role, right_used

AT_AGENCY = frozenset({Right.CASE_PROCESS, Right.CASE_APPROVE})
HANDING_OVER = AT_AGENCY | {Right.CASE_RECEIVE}


def place_name(agency: Agency | None) -> str:
    """Return what the place is called."""
    return agency.name if agency else _("Bộ phận một cửa")


def rights_at(agency: Agency | None) -> frozenset[Right]:
    """Return the rights of which one is needed to give and take dossiers at the place."""
    return AT_AGENCY if agency else frozenset({Right.CASE_RECEIVE})


def acts_at(actor: User, office: Office, agency: Agency | None) -> bool:
    """Tell whether the account gives and takes dossiers there; note for whom it acts."""
    return right_used(actor, rights_at(agency), office=office, agency=agency)


def ensure_acts_at(actor: User, office: Office, agency: Agency | None) -> None:
    """Raise `NotAllowed` unless the account gives and takes dossiers at the place."""
    if not acts_at(actor, office, agency):
        sentence = _("Tài khoản của bạn không giao, nhận hồ sơ ở: %(place)s.")
        raise NotAllowed(sentence % {"place": place_name(agency)})


def at_places_of(actor: User, *, office: str, agency: str) -> Q:
    """Return the condition of rows whose place is one of the account's.

    `office` and `agency` are the names of the fields in which the rows hold them.
    """
    mine = Q(pk__in=[])
    for place in actor.offices():
        for membership in actor.memberships_in(place):
            held = MATRIX[Role(membership.role)]
            if held & AT_AGENCY:
                mine |= Q(**{office: place.pk, f"{agency}__in": membership.agency_ids})
            if Right.CASE_RECEIVE in held:
                mine |= Q(**{office: place.pk, f"{agency}__isnull": True})
    return mine


def holds_somewhere(actor: User, rights: Collection[Right], office: Office) -> bool:
    """Tell whether the account holds one of the rights for anything of the office."""
    return any(set(rights) & MATRIX[Role(one.role)] for one in actor.memberships_in(office))
