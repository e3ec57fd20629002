"""The page of one version of a process, and what becomes of a draft as a whole."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onestop.catalogue.forms import RevisionForm
from onestop.catalogue.listing import workflow_versions
from onestop.catalogue.models import Workflow
from onestop.catalogue.process_page import process_shown
from onestop.catalogue.selectors import posts_held, workflow_steps
from onestop.catalogue.services import workflow_discard, workflow_draft, workflow_publish
from onestop.catalogue.services.drafting import has_other_hands
from onestop.catalogue.views.entry import MANAGE, PUBLISH, READ
from onestop.directory.models import User
from onestop.directory.pages import signed_in
from onestop.directory.refusals import BadInput, NotFound
from onestop.directory.rights import Right, rights_of


@READ
@require_safe
def workflow(request: HttpRequest, workflow_id: int) -> HttpResponse:
    """Draw a version of a process; a draft with what is wrong with it, and with its tools."""
    actor, shown = signed_in(request), workflow_by_id(workflow_id)
    posts = posts_held(actor.offices(), timezone.localdate())
    versions = workflow_versions(shown.procedure)
    context = {
        "workflow": shown,
        "process": process_shown(workflow_steps(shown), posts),
        "versions": versions,
        "draft": next((one for one in versions if one.state == Workflow.State.DRAFT), None),
        **_tools(shown, actor),
    }
    return render(request, "catalogue/workflow.html", context)


@MANAGE
@require_POST
def draft(request: HttpRequest, procedure_id: int) -> HttpResponse:
    """Begin a draft of a procedure's own process."""
    return _begun(request, procedure_id)


@MANAGE
@require_POST
def default_draft(request: HttpRequest) -> HttpResponse:
    """Begin a draft of the default process."""
    return _begun(request, None)


@PUBLISH
@require_POST
def publish(request: HttpRequest, workflow_id: int) -> HttpResponse:
    """Put into force what somebody else has drafted."""
    published = workflow_publish(
        workflow_id=workflow_id,
        revision=revision_seen(request),
        actor=signed_in(request),
        now=timezone.now(),
    )
    messages.success(request, _("Đã ban hành. Hồ sơ tiếp nhận từ bây giờ theo quy trình này."))
    return redirect("workflow", published.pk)


@MANAGE
@require_POST
def discard(request: HttpRequest, workflow_id: int) -> HttpResponse:
    """Throw a draft away."""
    gone = workflow_by_id(workflow_id)
    workflow_discard(
        workflow_id=workflow_id,
        revision=revision_seen(request),
        actor=signed_in(request),
        now=timezone.now(),
    )
    messages.success(request, _("Đã bỏ bản nháp."))
    if gone.procedure_id is None:
        return redirect("procedure-list")
    return redirect("procedure", gone.procedure_id)


def workflow_by_id(workflow_id: int) -> Workflow:
    """Return a version of a process, with its procedure and its people; raises `NotFound`."""
    related = ("procedure", "drafted_by", "published_by")
    found = Workflow.objects.select_related(*related).filter(pk=workflow_id).first()
    if found is None:
        raise NotFound(_("Không có phiên bản quy trình này."))
    return found


def revision_seen(request: HttpRequest) -> int:
    """Return the revision of the draft that the page showed; raises `BadInput`."""
    form = RevisionForm(request.POST)
    if not form.is_valid():
        raise BadInput(_("Trang đã cũ. Hãy mở lại bản nháp rồi làm lại."))
    revision: int = form.cleaned_data["revision"]
    return revision


def _begun(request: HttpRequest, procedure_id: int | None) -> HttpResponse:
    begun = workflow_draft(procedure_id=procedure_id, actor=signed_in(request), now=timezone.now())
    return redirect("workflow", begun.pk)


def _tools(shown: Workflow, actor: User) -> dict[str, bool]:
    """Return what the account may do with the version."""
    is_draft, rights = shown.state == Workflow.State.DRAFT, rights_of(actor)
    publishes = is_draft and Right.WORKFLOW_PUBLISH in rights
    return {
        "edits": is_draft and Right.CATALOGUE_MANAGE in rights,
        "begins": not is_draft and Right.CATALOGUE_MANAGE in rights,
        "publishes": publishes and has_other_hands(shown.pk, actor),
        "has_drafted": publishes and not has_other_hands(shown.pk, actor),
    }
