"""What an account that leaves holds of cases: it goes to the successor, or to nobody."""

from onestop.cases.events import event_record
from onestop.cases.holding import may_hold
from onestop.cases.models import Case, CaseStep, HandOver
from onestop.cases.models.opinions import OPEN
from onestop.cases.rows import HOLDING
from onestop.cases.services.hand_over_rows import hand_over_add
from onestop.cases.services.opinions import may_answer
from onestop.directory.signals import Leaving


def steps_hand_over(leaving: Leaving) -> None:
    """Give away every running step that the account may not work on any more.

    Each goes to the successor if he may work on it, else to nobody: it is then on the list of
    everyone of its role. The case's history says why. Runs in the transaction of what took the
    rights away; cases are locked in the order of their ids.
    """
    held = CaseStep.objects.filter(
        holder=leaving.account, started_at__isnull=False, finished_at__isnull=True
    )
    for case_id in list(held.order_by("case_id").values_list("case_id", flat=True)):
        rows = Case.objects.select_related("office", "agency").select_for_update(of=("self",))
        case = rows.get(pk=case_id)
        step = held.filter(case=case).first()  # as it is now that the case is locked
        if step is not None and not may_hold(leaving.account, step, case):
            _hand_over(case, step, leaving)
    _opinions_pass_on(leaving)


def _opinions_pass_on(leaving: Leaving) -> None:
    """Let what was asked of the account alone be answered by everyone of the agency."""
    asked = leaving.account.asked_opinions.filter(OPEN).select_related("case__office", "agency")
    for opinion in asked:
        if not may_answer(opinion, leaving.account):
            opinion.person = None
            opinion.save(update_fields=["person"])


def _hand_over(case: Case, step: CaseStep, leaving: Leaving) -> None:
    successor = leaving.successor
    taken = successor is not None and may_hold(successor, step, case)
    hand_over_add(
        case,
        HandOver.Kind.LEAVE,
        giver=step,
        taker=step,
        actor=leaving.actor,
        now=leaving.now,
        to_person=successor if taken else None,
        note=str(leaving.reason),
    )
    step.holder, step.held_since = successor if taken else None, leaving.now
    HOLDING.store(step)
    event_record(
        case,
        "hand_over",
        actor=leaving.actor,
        now=leaving.now,
        from_state=case.state,
        reason=leaving.reason,
        data={"step": step.position, "from": leaving.account.pk, "holder": step.holder_id},
    )
