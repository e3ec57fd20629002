"""One change of a draft: the right, the draft's row locked, what its author has seen, the audit."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from onestop.catalogue.access import ensure_catalogue_right
from onestop.catalogue.models import ProcedureStep, Workflow
from onestop.directory.audit import audit_record
from onestop.directory.models import Office, User
from onestop.directory.refusals import NotAllowed, NotFound, StateForbids
from onestop.directory.rights import Right


@dataclass
class Drafting:
    """A draft while it is changed in the transaction of one request."""

    workflow: Workflow
    office: Office
    actor: User
    now: datetime
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)

    def touched(self) -> None:
        """Remember through whose hands the draft went, and for whom they acted."""
        self.workflow.changed_by.add(*_people(self.actor))

    def step(self, step_id: int) -> ProcedureStep:
        """Return a step of the draft; raises `NotFound` for another's."""
        step = self.workflow.steps.filter(pk=step_id).first()
        if step is None:
            raise NotFound(_("Quy trình này không có bước như vậy."))
        return step


@contextmanager
def drafting(
    *,
    action: str,
    workflow_id: int,
    revision: int,
    actor: User,
    now: datetime,
    right: Right = Right.CATALOGUE_MANAGE,
    by_another: bool = False,
) -> Iterator[Drafting]:
    """Open the transaction of one change to a draft, and record it afterwards.

    `by_another`: only who neither drafted nor changed it may do this, nor stands in for one who
    did. Raises `NotAllowed`, `NotFound`, and `StateForbids` for a version that is no draft any
    more or that somebody has changed since `revision`.
    """
    office = ensure_catalogue_right(actor, right)
    if by_another:
        ensure_other_hands(workflow_id, actor)
    with transaction.atomic():
        workflow = _draft_held(workflow_id, revision)
        change = Drafting(workflow, office, actor, now)
        yield change
        workflow_record(action, workflow, office=office, actor=actor, now=now, facts=change)


def ensure_other_hands(workflow_id: int, actor: User) -> None:
    """Raise `NotAllowed` for who had a hand in the version, and for who stands in for one."""
    if not has_other_hands(workflow_id, actor):
        raise NotAllowed(
            _("Người soạn hoặc sửa bản nháp không tự ban hành. Hãy nhờ người khác xem và ban hành.")
        )


def has_other_hands(workflow_id: int, actor: User) -> bool:
    """Tell whether whoever acts neither drafted nor changed the version."""
    hands = Q(drafted_by__in=_people(actor)) | Q(changed_by__in=_people(actor))
    return not Workflow.objects.filter(hands, pk=workflow_id).exists()


def _people(actor: User) -> list[int]:
    """Return who acts: the account, and for whom it stands in."""
    return [one for one in (actor.pk, actor.stood_in_for_id) if one is not None]


def workflow_record(
    action: str,
    workflow: Workflow,
    *,
    office: Office,
    actor: User,
    now: datetime,
    facts: Drafting | None = None,
) -> None:
    """Write into the audit what was done to a version of a process."""
    audit_record(
        action=action,
        subject=f"workflow:{workflow.pk}",
        actor=actor,
        now=now,
        office_id=office.pk,
        before=facts.before if facts else {},
        after={**(facts.after if facts else {}), **_version(workflow)},
    )


def _version(workflow: Workflow) -> Mapping[str, Any]:
    procedure = workflow.procedure
    return {"procedure": procedure.code if procedure else "", "version": workflow.version}


def _draft_held(workflow_id: int, revision: int) -> Workflow:
    """Return the draft with its revision counted up; the update holds its row."""
    seen = Workflow.objects.filter(pk=workflow_id, revision=revision, state=Workflow.State.DRAFT)
    counted = seen.update(revision=F("revision") + 1)
    workflow = Workflow.objects.select_related("procedure").filter(pk=workflow_id).first()
    if workflow is None:
        raise NotFound(_("Không có phiên bản quy trình này."))
    if workflow.state != Workflow.State.DRAFT:
        raise StateForbids(_("Phiên bản này không còn là bản nháp. Hãy soạn một bản nháp mới."))
    if not counted:
        raise StateForbids(
            _("Người khác vừa sửa bản nháp này. Chưa lưu gì: hãy xem lại rồi sửa nếu vẫn cần.")
        )
    return workflow
