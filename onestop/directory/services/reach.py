"""Which accounts an administrator may see, and which of them he may change.

An office administrator has the people of his own office: no administrators, and nobody who also
works in an office that he does not administer. A system administrator has everybody.
"""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onestop.directory.models import Membership, Office, User
from onestop.directory.refusals import NotAllowed, NotFound
from onestop.directory.rights import ADMINISTRATORS, DEVICES, Right, Role, has_right, rights_of

NO_RIGHT = gettext_lazy(
    "Tài khoản của bạn không có quyền làm việc này. Hãy nhờ người có thẩm quyền.",
)


def administers_everything(actor: User) -> bool:
    """Tell whether the account administers the accounts of every office."""
    return actor.is_active and Right.ADMINISTRATOR_MANAGE in rights_of(actor)


def offices_administered(actor: User) -> list[Office]:
    """Return the offices whose accounts the actor administers, by name."""
    if administers_everything(actor):
        return list(Office.objects.order_by("name", "pk"))
    own = [one for one in actor.offices() if has_right(actor, Right.ACCOUNT_MANAGE, office=one)]
    return sorted(own, key=lambda office: (office.name, office.pk))


def accounts_in_reach(actor: User) -> QuerySet[User]:
    """Return the people whose accounts the actor administers; devices are none."""
    people = User.objects.exclude(
        pk__in=Membership.objects.filter(role__in=DEVICES).values("user"),
    )
    if administers_everything(actor):
        return people
    offices = offices_administered(actor)
    here = Membership.objects.filter(office__in=offices).values("user")
    return people.filter(pk__in=here)


def account_in_reach(actor: User, account_id: int) -> User:
    """Return the account; raises `NotAllowed` for who administers none, `NotFound` for others'."""
    ensure_administers(actor)
    account = accounts_in_reach(actor).filter(pk=account_id).first()
    if account is None:
        raise NotFound(_("Không tìm thấy tài khoản này."))
    return account


def account_to_change(actor: User, account_id: int) -> User:
    """Return the account if the actor may change it; raises `NotAllowed` and `NotFound`."""
    account = account_in_reach(actor, account_id)
    ensure_may_change(actor, account)
    return account


def ensure_administers(actor: User) -> None:
    """Raise `NotAllowed` for who administers no account at all."""
    if not offices_administered(actor):
        raise NotAllowed(NO_RIGHT)


def why_not_changed(actor: User, account: User) -> str:
    """Return why the actor may see the account but not change it; "" where he may."""
    if administers_everything(actor):
        return ""
    stored = list(Membership.objects.filter(user=account))  # also what does not count today
    if ADMINISTRATORS & {one.role for one in stored}:
        return _("Tài khoản của người quản trị chỉ quản trị viên hệ thống được thay đổi.")
    if {one.office_id for one in stored} - {one.pk for one in offices_administered(actor)}:
        return _(
            "Người này còn làm việc ở bộ phận một cửa khác: chỉ quản trị viên hệ thống được "
            "thay đổi."
        )
    return ""


def ensure_may_change(actor: User, account: User) -> None:
    """Raise `NotAllowed` unless the actor may change this account."""
    why_not = why_not_changed(actor, account)
    if why_not:
        raise NotAllowed(why_not)


def roles_to_give(actor: User) -> list[Role]:
    """Return the roles of people that the actor may give and take."""
    everything = administers_everything(actor)
    return [
        role for role in Role if role not in DEVICES and (everything or role not in ADMINISTRATORS)
    ]


def ensure_may_give(actor: User, role: Role, office: Office) -> None:
    """Raise `NotAllowed` unless the actor may give this role in this office, or take it."""
    if role not in roles_to_give(actor):
        raise NotAllowed(_("Vai trò này chỉ quản trị viên hệ thống được giao hoặc thu hồi."))
    if office not in offices_administered(actor):
        raise NotAllowed(NO_RIGHT)


def office_administered(actor: User, code: str) -> Office:
    """Return the office with this code; raises `NotFound` for one that the actor has not."""
    for office in offices_administered(actor):
        if office.code == code:
            return office
    raise NotFound(_("Không tìm thấy bộ phận một cửa này."))
