"""The first step of a case: the dossier comes from the citizen's hands into the office's."""

from onestop.cases.models import CaseStep, HandOver
from onestop.cases.services.change import Change


def taken_in_begin(change: Change) -> CaseStep:
    """Start the first step, note who took the dossier from the citizen, and return the step."""
    taken_in = change.step_begin(change.steps.ways.first)
    change.hand_over(HandOver.Kind.FILED, None, taken_in[0], to_person=change.actor)
    return taken_in[0]
