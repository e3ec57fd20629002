"""Who stands in for whom: the list of an office, granting and ending."""

from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from onestop.directory.models import Office
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, NotAllowed, StateForbids
from onestop.directory.rights import Right, ensure_right, has_right
from onestop.directory.selectors import office_of, stand_ins_of
from onestop.directory.services import stand_in_end, stand_in_grant
from onestop.directory.stand_in_form import StandInForm


@staff_page(Right.STAND_IN_GRANT)
@require_safe
def stand_ins(request: HttpRequest) -> HttpResponse:
    """Show who stands in for whom in the account's offices, and the form to let somebody."""
    return _page(request, timezone.now())


@staff_page(Right.STAND_IN_GRANT)
@require_POST
def grant(request: HttpRequest, office_code: str) -> HttpResponse:
    """Let somebody stand in and lead back to the list; else the form again, with what is wrong."""
    actor, now = signed_in(request), timezone.now()
    office = office_of(actor, office_code)
    ensure_right(actor, Right.STAND_IN_GRANT, office=office)
    form = StandInForm(office, timezone.localdate(now), request.POST)
    if not form.is_valid():
        return _page(request, now, office, form)
    try:
        granted = stand_in_grant(office=office, absence=form.absence(), actor=actor, now=now)
    except BadInput as refusal:
        form.refuse(refusal)
        return _page(request, now, office, form)
    except (NotAllowed, StateForbids) as refusal:
        form.add_error(None, str(refusal.detail))
        return _page(request, now, office, form, refusal.status)
    names = {"deputy": granted.deputy, "absent": granted.absent}
    messages.success(request, _("Đã giao: %(deputy)s làm thay %(absent)s.") % names)
    return redirect("stand-ins")


@staff_page(Right.STAND_IN_GRANT)
@require_POST
def end(request: HttpRequest, stand_in_id: int) -> HttpResponse:
    """End it at once and lead back to the list."""
    stand_in_end(stand_in_id=stand_in_id, actor=signed_in(request), now=timezone.now())
    messages.success(request, _("Đã kết thúc việc làm thay."))
    return redirect("stand-ins")


def _page(
    request: HttpRequest,
    now: datetime,
    refused: Office | None = None,
    form: StandInForm | None = None,
    status: HTTPStatus | None = None,
) -> HttpResponse:
    actor, today = signed_in(request), timezone.localdate(now)
    offices = [one for one in actor.offices() if has_right(actor, Right.STAND_IN_GRANT, office=one)]
    sections = [
        {
            "office": office,
            "form": form if office == refused else StandInForm(office, today),
            "listed": stand_ins_of(office, today),
        }
        for office in offices
    ]
    context = {"sections": sections}
    default = HTTPStatus.UNPROCESSABLE_ENTITY if form else HTTPStatus.OK
    return render(request, "directory/stand_ins.html", context, status=status or default)
