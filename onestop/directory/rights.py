"""Rights: which role may do what. The one matrix from which services, pages and API derive.

A right is asked in the service that changes something, before the state of the thing is looked
at. An office sees its own things only: what belongs to another office is "not found".
"""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from onestop.directory.refusals import NotAllowed

if TYPE_CHECKING:
    from onestop.directory.models import Agency, Office, User


class Role(TextChoices):
    """What an account does in an office."""

    RECEPTIONIST = "receptionist", _("Cán bộ tiếp nhận")
    SPECIALIST = "specialist", _("Chuyên viên")
    LEADER = "leader", _("Lãnh đạo")
    SUPERVISOR = "supervisor", _("Giám sát")
    OFFICE_ADMIN = "office_admin", _("Quản trị")
    SYSTEM_ADMIN = "system_admin", _("Quản trị hệ thống")
    # Devices: they see what hangs on the wall of their office, and no more.
    KIOSK = "kiosk", _("Máy lấy số")
    SCREEN = "screen", _("Màn hình")
    TABLET = "tablet", _("Máy đánh giá")
    PRINT_STATION = "print_station", _("Trạm in")


DEVICES = frozenset({Role.KIOSK, Role.SCREEN, Role.TABLET, Role.PRINT_STATION})
# Roles that only a system administrator gives and takes, and whose last holder stays.
ADMINISTRATORS = frozenset({Role.OFFICE_ADMIN, Role.SYSTEM_ADMIN})

# What a deputy gets of an absent officer: the office's daily work and its administration.
PASSED_ON = frozenset(Role) - DEVICES - {Role.SYSTEM_ADMIN}


class Right(StrEnum):
    """Something that an account may be allowed to do in an office (or in an agency of it)."""

    QUEUE_VIEW = "queue.view"
    TICKET_VIEW = "ticket.view"
    TICKET_ISSUE = "ticket.issue"
    TICKET_CANCEL = "ticket.cancel"
    APPOINTMENT_MANAGE = "appointment.manage"
    COUNTER_OPERATE = "counter.operate"
    CASE_VIEW = "case.view"
    CASE_RECEIVE = "case.receive"
    CASE_PROCESS = "case.process"
    CASE_APPROVE = "case.approve"
    CASE_RETURN = "case.return"
    APOLOGY_DRAFT = "apology.draft"
    APOLOGY_APPROVE = "apology.approve"
    APOLOGY_SEND = "apology.send"
    BOARD_VIEW = "board.view"
    PRINTER_MANAGE = "printer.manage"
    PRINT_VIEW = "print.view"
    # Of a print station: slips for the printers that hang on it.
    PRINT_FETCH = "print.fetch"
    OFFICE_MANAGE = "office.manage"
    # Versions of procedures, and drafts of their processes.
    CATALOGUE_MANAGE = "catalogue.manage"
    # Puts into force what somebody else has drafted.
    WORKFLOW_PUBLISH = "workflow.publish"
    ACCOUNT_MANAGE = "account.manage"
    # Accounts of every office: administrators, and people who work in several offices.
    ADMINISTRATOR_MANAGE = "administrator.manage"
    DEVICE_MANAGE = "device.manage"
    RATING_GIVE = "rating.give"
    RATING_VIEW = "rating.view"
    # A device tells how it is, and hears what is wished of it.
    DEVICE_REPORT = "device.report"
    AUDIT_VIEW = "audit.view"
    PRIVACY_MANAGE = "privacy.manage"
    STAND_IN_GRANT = "stand_in.grant"


MATRIX: Mapping[Role, frozenset[Right]] = {
    Role.RECEPTIONIST: frozenset(
        {
            Right.QUEUE_VIEW,
            Right.TICKET_VIEW,
            Right.TICKET_ISSUE,
            Right.TICKET_CANCEL,
            Right.APPOINTMENT_MANAGE,
            Right.COUNTER_OPERATE,
            Right.CASE_VIEW,
            Right.CASE_RECEIVE,
            Right.CASE_RETURN,
            Right.APOLOGY_SEND,
            Right.PRINT_VIEW,
        },
    ),
    Role.SPECIALIST: frozenset(
        {
            Right.QUEUE_VIEW,
            Right.TICKET_VIEW,
            Right.CASE_VIEW,
            Right.CASE_PROCESS,
            Right.APOLOGY_DRAFT,
        },
    ),
    Role.LEADER: frozenset(
        {
            Right.QUEUE_VIEW,
            Right.TICKET_VIEW,
            Right.CASE_VIEW,
            Right.CASE_APPROVE,
            Right.APOLOGY_DRAFT,
            Right.APOLOGY_APPROVE,
            Right.APOLOGY_SEND,
            Right.RATING_VIEW,
            Right.BOARD_VIEW,
            Right.WORKFLOW_PUBLISH,
            Right.STAND_IN_GRANT,
        },
    ),
    Role.SUPERVISOR: frozenset(
        {
            Right.QUEUE_VIEW,
            Right.TICKET_VIEW,
            Right.CASE_VIEW,
            Right.RATING_VIEW,
            Right.BOARD_VIEW,
            Right.AUDIT_VIEW,
        },
    ),
    Role.OFFICE_ADMIN: frozenset(
        {
            Right.QUEUE_VIEW,
            Right.TICKET_VIEW,
            Right.TICKET_ISSUE,
            Right.TICKET_CANCEL,
            Right.APPOINTMENT_MANAGE,
            Right.BOARD_VIEW,
            Right.PRINTER_MANAGE,
            Right.PRINT_VIEW,
            Right.OFFICE_MANAGE,
            Right.CATALOGUE_MANAGE,
            Right.WORKFLOW_PUBLISH,
            Right.ACCOUNT_MANAGE,
            Right.DEVICE_MANAGE,
            Right.AUDIT_VIEW,
            Right.PRIVACY_MANAGE,
            Right.STAND_IN_GRANT,
        },
    ),
    # Keeps the machines and the accounts of administrators; sees no dossier.
    Role.SYSTEM_ADMIN: frozenset(
        {
            Right.QUEUE_VIEW,
            Right.PRINTER_MANAGE,
            Right.OFFICE_MANAGE,
            Right.ACCOUNT_MANAGE,
            Right.ADMINISTRATOR_MANAGE,
            Right.DEVICE_MANAGE,
            Right.AUDIT_VIEW,
        },
    ),
    Role.KIOSK: frozenset({Right.QUEUE_VIEW, Right.TICKET_ISSUE, Right.DEVICE_REPORT}),
    Role.SCREEN: frozenset({Right.QUEUE_VIEW, Right.DEVICE_REPORT}),
    Role.TABLET: frozenset({Right.QUEUE_VIEW, Right.DEVICE_REPORT, Right.RATING_GIVE}),
    Role.PRINT_STATION: frozenset({Right.QUEUE_VIEW, Right.DEVICE_REPORT, Right.PRINT_FETCH}),
}

# Rights that are held agency by agency: a specialist works on the cases of the agencies named in
# the membership, a leader signs for them.
BY_AGENCY = frozenset(
    {Right.CASE_PROCESS, Right.CASE_APPROVE, Right.APOLOGY_DRAFT, Right.APOLOGY_APPROVE},
)


def has_right(
    actor: "User",
    right: Right,
    *,
    office: "Office",
    agency: "Agency | None" = None,
) -> bool:
    """Tell whether the account holds the right in this office and, where it matters, agency."""
    return bool(_holders(actor, {right}, office, agency))


def ensure_right(
    actor: "User",
    right: Right,
    *,
    office: "Office",
    agency: "Agency | None" = None,
) -> None:
    """Raise `NotAllowed` unless the account holds the right here; note for whom it acts."""
    if not right_used(actor, {right}, office=office, agency=agency):
        raise NotAllowed(
            _("Tài khoản của bạn không có quyền làm việc này. Hãy nhờ người có thẩm quyền."),
        )


def right_used(
    actor: "User",
    rights: Collection[Right],
    *,
    office: "Office",
    agency: "Agency | None" = None,
    owner_id: int | None = None,
) -> bool:
    """Tell whether the account holds one of the rights here, and note for whom it acts from now on.

    It acts in its own right where it has one; else for an absent colleague, whose id is then in
    `stood_in_for_id` until the next right is asked. `owner_id` names whose work it is, if that is
    known: a deputy who takes up the absent colleague's own work acts for that one.
    """
    holders = _holders(actor, rights, office, agency)
    for_absent = owner_id in holders or actor.pk not in holders
    absent = sorted(holders - {actor.pk})
    actor.stood_in_for_id = None
    if absent and for_absent and owner_id != actor.pk:
        actor.stood_in_for_id = owner_id if owner_id in holders else absent[0]
    return bool(holders)


def rights_of(actor: "User") -> frozenset[Right]:
    """Return every right that the account, or its token, holds in any of its offices."""
    if not actor.is_active:
        return frozenset()
    held = frozenset().union(*(MATRIX[role] for role in actor.roles()))
    return held & actor.scopes if actor.scopes else held


def _holders(
    actor: "User", rights: Collection[Right], office: "Office", agency: "Agency | None"
) -> set[int]:
    """Return by whose membership the account holds one of the rights: its own, an absent one's."""
    if not actor.is_active:
        return set()
    in_scope = {one for one in rights if not actor.scopes or one in actor.scopes}
    return {
        membership.user_id
        for membership in actor.memberships_in(office)
        for right in in_scope & MATRIX[Role(membership.role)]
        if agency is None or right not in BY_AGENCY or agency.pk in membership.agency_ids
    }
