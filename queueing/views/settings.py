"""The pages on which the office's administrator sets the queue."""

from dataclasses import asdict
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onestop.directory.models import Office, User
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, NotFound, StateForbids
from onestop.directory.rights import Right, has_right
from queueing.dispatch import rules_in_words
from queueing.forms.settings import QueueForm
from queueing.models import Queue
from queueing.services.settings import QueueSettings, queue_configure


@staff_page(Right.OFFICE_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """Show the queue's settings with what they mean; a POST previews or stores them."""
    actor = signed_in(request)
    office = _office_of(actor)
    queue = Queue.objects.get_or_create(office=office)[0]
    current = QueueSettings.of(queue)
    if request.method != "POST":
        return _page(request, QueueForm(initial={**asdict(current), "seen": current.mark}), current)
    form = QueueForm(request.POST)
    if not form.is_valid():
        return _page(request, form, current, HTTPStatus.UNPROCESSABLE_ENTITY)
    if "preview" in request.POST:
        return _page(request, form, form.wanted)
    return _stored(request, form, office, actor, current)


def _stored(
    request: HttpRequest, form: QueueForm, office: Office, actor: User, current: QueueSettings
) -> HttpResponse:
    try:
        queue_configure(
            office=office,
            wanted=form.wanted,
            seen=form.cleaned_data["seen"],
            actor=actor,
            now=timezone.now(),
        )
    except (StateForbids, BadInput) as refusal:
        form.add_error(None, str(refusal.detail))
        form.data = {**form.cleaned_data, "seen": current.mark}
        return _page(request, form, form.wanted, refusal.status)
    messages.success(request, _("Đã lưu cài đặt hàng chờ."))
    return redirect("queue-rules")


def _page(
    request: HttpRequest, form: QueueForm, shown: QueueSettings, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = {"form": form, "meaning": rules_in_words(shown.rules)}
    return render(request, "queueing/settings/rules.html", context, status=status)


def _office_of(actor: User) -> Office:
    """Return the first office that the account administers."""
    offices = Office.objects.filter(memberships__user=actor).distinct().order_by("pk")
    for office in offices:
        if has_right(actor, Right.OFFICE_MANAGE, office=office):
            return office
    raise NotFound(_("Không tìm thấy bộ phận một cửa này."))
