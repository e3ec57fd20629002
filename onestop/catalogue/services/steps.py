"""Steps of a draft: added, changed, moved, removed, and the ways between them."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from onestop.catalogue.models import ProcedureStep, ProcedureStepEdge
from onestop.catalogue.services.drafting import Drafting, drafting
from onestop.catalogue.workflow_check import WORKERS
from onestop.directory.models import Agency, User
from onestop.directory.refusals import BadInput, StateForbids
from onestop.directory.storing import stored_clean
from onestop.directory.texts import name_clean

# More steps than any process has; the page and its checks stay quick.
MOST_STEPS = 40
LONGEST_NAME = 200
MOST_GROUPS = 9
# Positions are moved over this while they change places: on no row does one stand twice.
ASIDE = 10_000


@dataclass(frozen=True)
class StepFacts:
    """What a step says; the names are those of `ProcedureStep`."""

    name: str
    role: str
    share: int
    agency_id: int | None = None
    kind: str = ProcedureStep.Kind.WORK
    parallel_group: int | None = None


def workflow_step_add(
    *, workflow_id: int, revision: int, facts: StepFacts, actor: User, now: datetime
) -> ProcedureStep:
    """Add a step at the end of a draft and return it.

    Raises what `drafting` raises, `StateForbids` for too many steps, and `BadInput` by field.
    """
    with drafting(
        action="catalogue.step_add",
        workflow_id=workflow_id,
        revision=revision,
        actor=actor,
        now=now,
    ) as change:
        count = change.workflow.steps.count()
        if count >= MOST_STEPS:
            sentence = _("Quy trình có nhiều nhất %(most)d bước.")
            raise StateForbids(sentence % {"most": MOST_STEPS})
        step = ProcedureStep(workflow=change.workflow, position=count + 1)
        _facts_take(change, step, facts)
        change.after = {"position": step.position, **asdict(facts)}
        change.touched()
    return step


def workflow_step_change(
    *,
    workflow_id: int,
    step_id: int,
    revision: int,
    facts: StepFacts,
    following: Collection[int],
    actor: User,
    now: datetime,
) -> ProcedureStep:
    """Change a step and where it leads; `following` are ids of steps, none: the next by position.

    Raises what `drafting` raises, and `BadInput` by field.
    """
    with drafting(
        action="catalogue.step_change",
        workflow_id=workflow_id,
        revision=revision,
        actor=actor,
        now=now,
    ) as change:
        step = change.step(step_id)
        before = {**_facts(step), "following": _places(step)}
        _facts_take(change, step, facts)
        _following_set(step, following)
        after = {**_facts(step), "following": _places(step)}
        change.after = {name: told for name, told in after.items() if before[name] != told}
        change.before = {name: before[name] for name in change.after}
        change.touched()
    return step


def workflow_step_move(
    *, workflow_id: int, step_id: int, by: int, revision: int, actor: User, now: datetime
) -> None:
    """Move a step one place up (`by` -1) or down (1); at the edge nothing changes.

    The ways go with the steps. Raises what `drafting` raises.
    """
    with drafting(
        action="catalogue.step_move",
        workflow_id=workflow_id,
        revision=revision,
        actor=actor,
        now=now,
    ) as change:
        step = change.step(step_id)
        other = change.workflow.steps.filter(position=step.position + by).first()
        if other is not None:
            _place(step, ASIDE)
            _place(other, other.position - by)
            _place(step, other.position + by)
            change.before, change.after = {"position": other.position}, {"position": step.position}
        change.touched()


def workflow_step_remove(
    *, workflow_id: int, step_id: int, revision: int, actor: User, now: datetime
) -> None:
    """Remove a step with its ways; those after it move up. Raises what `drafting` raises."""
    with drafting(
        action="catalogue.step_remove",
        workflow_id=workflow_id,
        revision=revision,
        actor=actor,
        now=now,
    ) as change:
        step = change.step(step_id)
        change.before = {"position": step.position, **_facts(step)}
        step.delete()
        later = change.workflow.steps.filter(position__gt=change.before["position"])
        later.update(position=F("position") + ASIDE)
        moved = change.workflow.steps.filter(position__gt=ASIDE)
        moved.update(position=F("position") - ASIDE - 1)
        change.touched()


def _facts_take(change: Drafting, step: ProcedureStep, facts: StepFacts) -> None:
    _ensure_facts(change, step, facts)
    name = name_clean("name", facts.name, longest=LONGEST_NAME)
    grouped = facts.kind == ProcedureStep.Kind.OPINION
    step.name, step.role, step.share, step.kind = name, facts.role, facts.share, facts.kind
    step.agency_id = facts.agency_id
    step.parallel_group = facts.parallel_group if grouped else None
    stored_clean(step, general="name")


def _ensure_facts(change: Drafting, step: ProcedureStep, facts: StepFacts) -> None:
    """Raise `BadInput` by field for what no step may say."""
    errors: dict[str, str] = {}
    if facts.role not in WORKERS:
        errors["role"] = _("Chọn tiếp nhận, chuyên viên hoặc lãnh đạo.")
    if not 0 <= facts.share <= 100:  # noqa: PLR2004 (per cent)
        errors["share"] = _("Phần thời gian là số từ 0 đến 100.")
    if facts.parallel_group is not None and not 1 <= facts.parallel_group <= MOST_GROUPS:
        errors["parallel_group"] = _("Nhóm ý kiến là số từ 1 đến 9.")
    if facts.agency_id != step.agency_id and not _reaches(change.actor, facts.agency_id):
        errors["agency"] = _("Không có cơ quan này.")
    if errors:
        raise BadInput(_("Hãy sửa các ô được nêu."), errors=errors)


def _reaches(actor: User, agency_id: int | None) -> bool:
    """Tell whether the account may name the agency; None is the case's own."""
    return (
        agency_id is None
        or Agency.objects.filter(pk=agency_id, office__in=actor.offices()).exists()
    )


def _following_set(step: ProcedureStep, following: Collection[int]) -> None:
    """Make these the ways from the step; raises `BadInput` for a step that is not there."""
    others = set(step.workflow.steps.exclude(pk=step.pk).values_list("pk", flat=True))
    if not set(following) <= others:
        raise BadInput.field("following", _("Chọn các bước khác của chính quy trình này."))
    step.edges_out.exclude(to_step__in=following).delete()
    known = set(step.edges_out.values_list("to_step", flat=True))
    ProcedureStepEdge.objects.bulk_create(
        ProcedureStepEdge(from_step=step, to_step_id=one) for one in sorted(set(following) - known)
    )


def _places(step: ProcedureStep) -> str:
    """Return the positions to which the step leads, as the audit tells them."""
    places = step.following.order_by("position").values_list("position", flat=True)
    return ", ".join(map(str, places))


def _place(step: ProcedureStep, position: int) -> None:
    step.position = position
    step.save(update_fields=["position"])


def _facts(step: ProcedureStep) -> dict[str, Any]:
    names = ("name", "role", "share", "agency_id", "kind", "parallel_group")
    return {name: getattr(step, name) for name in names}
