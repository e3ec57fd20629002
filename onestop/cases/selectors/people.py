"""Who could hold a step of a case."""

from django.utils import timezone

from onestop.cases.models import Case, CaseStep
from onestop.cases.transitions import STEP_RIGHT
from onestop.directory.models import Membership, User
from onestop.directory.rights import BY_AGENCY, MATRIX, Role


def holders_possible(case: Case, step: CaseStep | None) -> list[User]:
    """Return the accounts to whom the running step may be given, without its present holder."""
    right = STEP_RIGHT.get(step.role) if step else None
    if step is None or right is None:
        return []
    roles = [role for role in Role if right in MATRIX[role]]
    running = Membership.objects.running_on(timezone.localdate())
    memberships = running.filter(office=case.office_id, role__in=roles)
    if right in BY_AGENCY:
        memberships = memberships.filter(agencies=step.agency_id)
    people = User.objects.filter(is_active=True, pk__in=memberships.values("user"))
    if step.holder_id is not None:
        people = people.exclude(pk=step.holder_id)
    return list(people.order_by("full_name", "username"))
