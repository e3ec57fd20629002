"""Versions of a process: drafted by one person, published by another (soạn → duyệt → ban hành)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from onestop.catalogue.access import ensure_catalogue_right
from onestop.catalogue.models import Procedure, Workflow
from onestop.catalogue.selectors.workflows import planned, workflow_for, workflow_steps
from onestop.catalogue.services.copying import steps_copy
from onestop.catalogue.services.drafting import drafting, workflow_record
from onestop.catalogue.workflow_check import workflow_check
from onestop.directory.models import User
from onestop.directory.refusals import NotFound, StateForbids
from onestop.directory.rights import Right
from onestop.directory.services.changing import administration_hold


@transaction.atomic
def workflow_draft(*, procedure_id: int | None, actor: User, now: datetime) -> Workflow:
    """Begin a draft of a procedure's process (None: of the default one) and return it.

    It is a copy of what is in force: the procedure's own, else the default one. Raises
    `NotAllowed`, `NotFound`, and `StateForbids` where there is a draft already.
    """
    office = ensure_catalogue_right(actor, Right.CATALOGUE_MANAGE)
    administration_hold()  # two at once would be given the same version
    procedure = None if procedure_id is None else _procedure(procedure_id)
    versions = Workflow.objects.filter(procedure=procedure)
    if versions.filter(state=Workflow.State.DRAFT).exists():
        raise StateForbids(_("Đã có một bản nháp. Hãy sửa tiếp bản đó, hoặc bỏ nó trước."))
    last = versions.aggregate(last=Max("version"))["last"] or 0
    draft = Workflow.objects.create(
        procedure=procedure, version=last + 1, drafted_by=actor, drafted_at=now
    )
    source = workflow_for(procedure)
    if source is not None:
        steps_copy(source, draft)
    workflow_record("catalogue.workflow_draft", draft, office=office, actor=actor, now=now)
    return draft


def workflow_publish(*, workflow_id: int, revision: int, actor: User, now: datetime) -> Workflow:
    """Put a draft into force: cases that come in from now on begin with it; return it.

    The version before it is `replaced`; cases that began with that one go on with it. Raises
    `NotAllowed`, also for who drafted or changed it and for who stands in for one of them,
    `NotFound`, and `StateForbids` for a draft with an error, or one that has changed since
    `revision`.
    """
    with drafting(
        action="catalogue.workflow_publish",
        workflow_id=workflow_id,
        revision=revision,
        actor=actor,
        now=now,
        right=Right.WORKFLOW_PUBLISH,
        by_another=True,
    ) as change:
        draft = change.workflow
        _ensure_right(draft)
        others = Workflow.objects.filter(procedure=draft.procedure, state=Workflow.State.PUBLISHED)
        others.update(state=Workflow.State.REPLACED)
        draft.state = Workflow.State.PUBLISHED
        draft.published_by, draft.published_at = actor, now
        draft.save(update_fields=["state", "published_by", "published_at"])
        change.before, change.after = {"state": Workflow.State.DRAFT}, {"state": draft.state}
    return draft


def workflow_discard(*, workflow_id: int, revision: int, actor: User, now: datetime) -> None:
    """Throw a draft away, with its steps.

    Raises `NotAllowed`, `NotFound`, and `StateForbids` for a version that is no draft, or that has
    changed since `revision`.
    """
    with drafting(
        action="catalogue.workflow_discard",
        workflow_id=workflow_id,
        revision=revision,
        actor=actor,
        now=now,
    ) as change:
        change.before = {"steps": change.workflow.steps.count()}
        Workflow.objects.filter(pk=workflow_id).delete()


def _ensure_right(draft: Workflow) -> None:
    errors = [one for one in workflow_check(planned(workflow_steps(draft))) if one.is_error]
    if errors:
        sentence = _("Bản nháp còn lỗi nên chưa ban hành được: %(error)s")
        raise StateForbids(sentence % {"error": errors[0].text})


def _procedure(procedure_id: int) -> Procedure:
    procedure = Procedure.objects.filter(pk=procedure_id).first()
    if procedure is None:
        raise NotFound(_("Không có thủ tục này trong danh mục."))
    return procedure
