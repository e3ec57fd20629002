"""What an account has to do."""

from datetime import datetime

from django.db.models import BooleanField, ExpressionWrapper, F, FilteredRelation, Q
from django.db.models.functions import Coalesce

from onestop.cases.models import Case
from onestop.cases.selectors.rows import CaseRow, loaded, rows_of
from onestop.cases.states import PAUSED
from onestop.cases.transitions import STEP_RIGHT
from onestop.catalogue.models import ProcedureStep
from onestop.directory.models import Membership, User
from onestop.directory.rights import BY_AGENCY

LONGEST = 200


def work_list(actor: User, now: datetime) -> list[CaseRow]:
    """Return the cases whose running step is the account's to do, most urgent first, at most 200.

    Opinions that are asked of it stand apart (`opinions_awaited`). A case is listed for a step of
    one of its roles (and agencies) that it, or whom it stands in for, holds or
    that nobody holds. A case that waits for the citizen is nobody's work; a result that waits to
    be collected comes last.
    """
    running = Q(
        steps__kind=ProcedureStep.Kind.WORK,
        steps__started_at__isnull=False,
        steps__finished_at__isnull=True,
    )
    ended = ExpressionWrapper(Q(closed_at__isnull=False), output_field=BooleanField())
    cases = (
        Case.objects.annotate(running=FilteredRelation("steps", condition=running))
        .filter(_mine(actor))
        .exclude(state__in=PAUSED)
        .order_by(ended, Coalesce(F("due_at"), F("running__due_at")), "id")
    )
    return rows_of(loaded(cases)[:LONGEST], now)


def _mine(actor: User) -> Q:
    """Return the condition of running steps in the account's roles, offices and agencies."""
    mine = Q(pk__in=[])
    for office in actor.offices():
        for membership in actor.memberships_in(office):
            mine |= _of(membership, actor)
    return mine


def _of(membership: Membership, actor: User) -> Q:
    held = Q(running__holder=None) | Q(running__holder__in={actor.pk, membership.user_id})
    of_role = Q(office=membership.office_id, running__role=membership.role) & held
    if STEP_RIGHT.get(membership.role) in BY_AGENCY:
        return of_role & Q(running__agency__in=membership.agency_ids)
    return of_role
