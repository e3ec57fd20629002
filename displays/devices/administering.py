"""Thiết bị: the kiosks, screens, tablets and print stations of the offices that one administers."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from displays.devices.forms import DeviceForm, EnrolForm, PlaceForm, WishForm
from displays.devices.homes import device_home
from displays.devices.selectors import DeviceRow, counters_in, device_row, devices_in
from onestop.directory.models import Membership
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, NotFound
from onestop.directory.rights import Right, Role
from onestop.directory.selectors import office_of
from onestop.directory.services import device_add, device_revoke
from onestop.directory.services.devices import device_in_reach, device_set, offices_with_devices
from queueing.services.devices import MAY_HAVE_COUNTER, device_enrol, device_place

MANAGE = staff_page(Right.DEVICE_MANAGE)
WRONG = HTTPStatus.UNPROCESSABLE_ENTITY


@require_http_methods(["GET", "HEAD", "POST"])
@MANAGE
def device_list(request: HttpRequest) -> HttpResponse:
    """Show how every device is; as POST let in the one that shows a code."""
    actor = signed_in(request)
    offices = offices_with_devices(actor)
    posted = request.POST if request.method == "POST" else None
    form = EnrolForm(offices, counters_in(offices), posted)
    if form.is_bound and form.is_valid() and _enrolled(request, form):
        return redirect("device-list")
    context = {
        "form": form,
        "devices": devices_in(offices, timezone.now()),
        "several": len(offices) > 1,
    }
    status = WRONG if form.is_bound else HTTPStatus.OK
    return render(request, "displays/devices/list.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@MANAGE
def device_new(request: HttpRequest) -> HttpResponse:
    """Add a device that shows no code; as POST show its token, once."""
    actor = signed_in(request)
    offices = offices_with_devices(actor)
    form = DeviceForm(offices, request.POST if request.method == "POST" else None)
    context: dict[str, object] = {"form": form}
    if form.is_bound and form.is_valid():
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
    status = WRONG if form.is_bound and "secret" not in context else HTTPStatus.OK
    return render(request, "displays/devices/new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@MANAGE
def device_one(request: HttpRequest, device_id: int) -> HttpResponse:
    """Show one device; as POST wish something of it: a page loaded anew, a test call, a volume."""
    membership = _membership(request, device_id)
    row = device_row(membership, timezone.now())
    form = WishForm(request.POST if request.method == "POST" else None)
    form.initial["volume"] = row.device.volume
    if form.is_bound and form.is_valid() and _wished(request, device_id, form):
        return redirect("device", device_id)
    place = PlaceForm(counters_in([membership.office]), initial={"counter": _counter(row)})
    context = {
        "row": row,
        "form": form,
        "place": place if Role(membership.role) in MAY_HAVE_COUNTER else None,
        "home": device_home(membership.user),
    }
    status = WRONG if form.is_bound else HTTPStatus.OK
    return render(request, "displays/devices/one.html", context, status=status)


@require_POST
@MANAGE
def device_move(request: HttpRequest, device_id: int) -> HttpResponse:
    """Put a device at another counter."""
    membership = _membership(request, device_id)
    form = PlaceForm(counters_in([membership.office]), request.POST)
    if form.is_valid():
        try:
            device_place(
                device_id=device_id,
                counter_id=form.cleaned_data["counter"],
                actor=signed_in(request),
                now=timezone.now(),
            )
        except BadInput as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Đã đổi nơi đặt thiết bị."))
    else:
        messages.error(request, _("Bộ phận này không có quầy đó. Hãy chọn lại."))
    return redirect("device", device_id)


@require_POST
@MANAGE
def device_end(request: HttpRequest, device_id: int) -> HttpResponse:
    """Revoke a device."""
    device = device_revoke(device_id=device_id, actor=signed_in(request), now=timezone.now())
    messages.success(request, _("Đã gỡ thiết bị %(name)s.") % {"name": device})
    return redirect("device-list")


def _membership(request: HttpRequest, device_id: int) -> Membership:
    """Return the device's role, if it is in reach and not revoked; raises `NotFound`."""
    membership = device_in_reach(device_id, signed_in(request))
    if not membership.user.is_active:
        raise NotFound(_("Không tìm thấy thiết bị này."))
    return membership


def _counter(row: DeviceRow) -> int | None:
    return row.counter.pk if row.counter else None


def _enrolled(request: HttpRequest, form: EnrolForm) -> bool:
    """Let the device in and say so, or show at the form what was refused."""
    actor, asked = signed_in(request), form.cleaned_data
    try:
        device = device_enrol(
            code=asked["code"],
            office=office_of(actor, asked["office"]),
            name=asked["name"],
            kind=Role(asked["kind"]),
            counter_id=asked["counter"],
            actor=actor,
            now=timezone.now(),
        )
    except BadInput as refusal:
        form.refuse(refusal)
        return False
    told = _("Đã nhận thiết bị %(name)s. Thiết bị tự bắt đầu sau vài giây.")
    messages.success(request, told % {"name": device})
    return True


def _wished(request: HttpRequest, device_id: int, form: WishForm) -> bool:
    wish = {
        name: value
        for name, value in form.cleaned_data.items()
        if value is not None and value is not False
    }
    if not wish:
        form.refuse(BadInput.field("volume", _("Âm lượng là một số từ 0 đến 100.")))
        return False
    device_set(device_id=device_id, actor=signed_in(request), now=timezone.now(), **wish)
    messages.success(request, _("Đã gửi. Thiết bị đang nối sẽ làm trong vài giây."))
    return True
