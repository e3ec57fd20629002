"""The steps of a draft: the form of one, its place among the others, its end."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onestop.catalogue.forms import MoveForm, StepForm
from onestop.catalogue.models import ProcedureStep, Workflow
from onestop.catalogue.services import (
    workflow_step_add,
    workflow_step_change,
    workflow_step_move,
    workflow_step_remove,
)
from onestop.catalogue.views.entry import MANAGE
from onestop.catalogue.views.workflows import revision_seen, workflow_by_id
from onestop.directory.models import Agency, User
from onestop.directory.pages import signed_in
from onestop.directory.refusals import BadInput, NotFound, StateForbids


@MANAGE
@require_http_methods(["GET", "HEAD", "POST"])
def step_new(request: HttpRequest, workflow_id: int) -> HttpResponse:
    """Add a step at the end of a draft."""
    workflow = workflow_by_id(workflow_id)
    initial = {"revision": workflow.revision, "share": 0}
    form = StepForm(_agencies(signed_in(request)), [], request.POST or None, initial=initial)
    return _answered(request, workflow, form, None)


@MANAGE
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, workflow_id: int, step_id: int) -> HttpResponse:
    """Change a step and where it leads."""
    workflow = workflow_by_id(workflow_id)
    steps = list(workflow.steps.order_by("position"))
    known = _one(steps, step_id)
    form = StepForm(
        _agencies(signed_in(request)),
        [one for one in steps if one != known],
        request.POST or None,
        initial=_initial(workflow, known),
    )
    return _answered(request, workflow, form, known)


@MANAGE
@require_POST
def step_move(request: HttpRequest, workflow_id: int, step_id: int) -> HttpResponse:
    """Move a step one place up or down."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("Trang đã cũ. Hãy mở lại bản nháp rồi làm lại."))
    workflow_step_move(
        workflow_id=workflow_id,
        step_id=step_id,
        by=form.cleaned_data["by"],
        revision=form.cleaned_data["revision"],
        actor=signed_in(request),
        now=timezone.now(),
    )
    return redirect("workflow", workflow_id)


@MANAGE
@require_POST
def step_remove(request: HttpRequest, workflow_id: int, step_id: int) -> HttpResponse:
    """Remove a step with its ways."""
    workflow_step_remove(
        workflow_id=workflow_id,
        step_id=step_id,
        revision=revision_seen(request),
        actor=signed_in(request),
        now=timezone.now(),
    )
    messages.success(request, _("Đã xóa bước."))
    return redirect("workflow", workflow_id)


def _answered(
    request: HttpRequest, workflow: Workflow, form: StepForm, known: ProcedureStep | None
) -> HttpResponse:
    """Show the form, or store the step and lead back; what is refused stays as it was typed."""
    status = HTTPStatus.OK
    if form.is_bound:
        status = _stored(form, workflow, known, signed_in(request))
        if status is HTTPStatus.OK:
            messages.success(request, _("Đã lưu bước."))
            return redirect("workflow", workflow.pk)
    context = {"workflow": workflow, "form": form, "step": known}
    return render(request, "catalogue/step.html", context, status=status)


def _stored(
    form: StepForm, workflow: Workflow, known: ProcedureStep | None, actor: User
) -> HTTPStatus:
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    told: dict[str, Any] = {
        "workflow_id": workflow.pk,
        "revision": form.cleaned_data["revision"],
        "facts": form.facts(),
        "actor": actor,
        "now": timezone.now(),
    }
    try:
        if known is None:
            workflow_step_add(**told)
        else:
            following = form.cleaned_data.get("following", [])
            workflow_step_change(step_id=known.pk, following=following, **told)
    except (BadInput, StateForbids) as refusal:
        form.refuse(refusal)
        return refusal.status
    return HTTPStatus.OK


def _initial(workflow: Workflow, known: ProcedureStep) -> dict[str, Any]:
    return {
        "revision": workflow.revision,
        "name": known.name,
        "role": known.role,
        "agency": known.agency_id,
        "share": known.share,
        "kind": known.kind,
        "parallel_group": known.parallel_group,
        "following": list(known.edges_out.values_list("to_step", flat=True)),
    }


def _agencies(actor: User) -> list[Agency]:
    return list(Agency.objects.filter(office__in=actor.offices()).order_by("code"))


def _one(steps: Sequence[ProcedureStep], step_id: int) -> ProcedureStep:
    found = next((one for one in steps if one.pk == step_id), None)
    if found is None:
        raise NotFound(_("Quy trình này không có bước như vậy."))
    return found
