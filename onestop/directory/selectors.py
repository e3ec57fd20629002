"""Every read of the directory that is not a `get`."""

from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.translation import gettext as _

from onestop.directory.models import Office, StandIn, User
from onestop.directory.refusals import NotFound

LONGEST = 200


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


def stood_in_for(actor: User | None) -> dict[str, str]:
    """Return what an event says of for whom the account acts: `{"for": username}`, or nothing."""
    if actor is None or actor.stood_in_for_id is None:
        return {}
    return {"for": User.objects.values_list("username", flat=True).get(pk=actor.stood_in_for_id)}


def stand_ins_of(office: Office, today: date) -> list[StandIn]:
    """Return who stands in now or will, by the first day, at most 200; `runs`: since today."""
    found = office.stand_ins.filter(revoked_at=None, last_day__gte=today)
    runs = ExpressionWrapper(Q(first_day__lte=today), output_field=BooleanField())
    loaded = found.select_related("absent", "deputy", "granted_by").annotate(runs=runs)
    return list(loaded.order_by("first_day", "id")[:LONGEST])


def only_office() -> Office | None:
    """Return the office of an installation that has just one, to greet people with its name."""
    offices = list(Office.objects.all()[:2])
    return offices[0] if len(offices) == 1 else None
