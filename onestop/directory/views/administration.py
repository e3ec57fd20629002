"""The administrators' hub, and what its pages share."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onestop.directory.hub import hub_of
from onestop.directory.models import Office
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import NotFound
from onestop.directory.rights import Right
from onestop.directory.services.reach import NO_RIGHT


@require_safe
@staff_page(Right.ACCOUNT_MANAGE, Right.DEVICE_MANAGE, Right.OFFICE_MANAGE)
def hub(request: HttpRequest) -> HttpResponse:
    """Show what the account may manage, with how much there is of it."""
    return render(request, "directory/admin/hub.html", {"links": hub_of(signed_in(request))})


def office_chosen(request: HttpRequest, offices: Sequence[Office], default: int | None) -> Office:
    """Return the office that the address names, else the default or the first."""
    code = request.GET.get("office", "")
    for office in offices:
        if office.code == code or (not code and office.pk == default):
            return office
    if code or not offices:
        raise NotFound(NO_RIGHT)
    return offices[0]
