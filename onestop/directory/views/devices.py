"""Thiết bị: kiosks, screens, tablets and print stations of the offices that one administers."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onestop.directory.administration import devices_in
from onestop.directory.administration_forms import DeviceForm
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput
from onestop.directory.rights import Right, Role
from onestop.directory.selectors import office_of
from onestop.directory.services import device_add, device_revoke
from onestop.directory.services.devices import offices_with_devices


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(Right.DEVICE_MANAGE)
def device_list(request: HttpRequest) -> HttpResponse:
    """Show the devices and when each was last seen; as POST add one and show its token, once."""
    actor, status = signed_in(request), HTTPStatus.OK
    offices = offices_with_devices(actor)
    form = DeviceForm(offices, request.POST if request.method == "POST" else None)
    context: dict[str, object] = {}
    if form.is_bound:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            asked = form.cleaned_data
            try:
                context["added"], context["secret"] = device_add(
                    office=office_of(actor, asked["office"]),
                    name=asked["name"],
                    kind=Role(asked["kind"]),
                    actor=actor,
                    now=timezone.now(),
                )
            except BadInput as refusal:
                form.refuse(refusal)
            else:
                form, status = DeviceForm(offices), HTTPStatus.OK
    context |= {"form": form, "devices": devices_in(offices), "several": len(offices) > 1}
    return render(request, "directory/admin/devices.html", context, status=status)


@require_POST
@staff_page(Right.DEVICE_MANAGE)
def device_end(request: HttpRequest, device_id: int) -> HttpResponse:
    """Revoke a device."""
    device = device_revoke(device_id=device_id, actor=signed_in(request), now=timezone.now())
    messages.success(request, _("Đã gỡ thiết bị %(name)s.") % {"name": device})
    return redirect("device-list")
