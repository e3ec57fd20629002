"""Who may hold a step of a case."""

from onestop.cases.models import Case, CaseStep
from onestop.cases.transitions import STEP_RIGHT
from onestop.directory.models import User
from onestop.directory.rights import has_right


def may_hold(account: User, step: CaseStep, case: Case) -> bool:
    """Tell whether the account may work on the step, at the agency that does it."""
    right = STEP_RIGHT.get(step.role)
    return right is not None and has_right(account, right, office=case.office, agency=step.agency)
