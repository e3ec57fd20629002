"""The pages on which an office sets its lobby screens."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any, TypeVar

from django.conf import settings
from django.contrib import messages
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from displays import services
from displays.lobby.corner import LARGEST_VIDEO, too_large
from displays.lobby.forms import CornerForm, NoticeForm, PostingForm, SettingsForm, Versioned
from displays.lobby.panel import lobby_settings
from displays.models import LobbyCorner, LobbyNotice, LobbyPosting
from onestop.directory.models import Office
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, NotFound, StateForbids
from onestop.directory.rights import Right, ensure_right
from onestop.directory.selectors import office_of

MANAGE = staff_page(Right.OFFICE_MANAGE)
NEW = "new"
DELETE = "delete"  # the button of a form that takes down what it shows
MOST_DIGITS = 18
Act = Callable[..., object]
Kept = TypeVar("Kept", LobbyNotice, LobbyPosting)


@MANAGE
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the first office whose screens the account sets."""
    return redirect("lobby-settings", signed_in(request).offices()[0].code)


@MANAGE
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest, office_code: str) -> HttpResponse:
    """Show everything that is set; a POST sets how the screen shows and reads calls."""
    office = _office(request, office_code)
    row = lobby_settings(office)
    form = SettingsForm(request.POST or None, initial=model_to_dict(row))
    status = _carried_out(request, office, form, services.lobby_settings_set)
    return _overview(request, office, status, form=form)


@MANAGE
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, office_code: str, number: str) -> HttpResponse:
    """Add, change or take down a notice; `number` is its id."""
    office = _office(request, office_code)
    known = _known(LobbyNotice, office, number)
    form: Versioned = NoticeForm(request.POST or None, initial=_initial(office, known))
    save: Act = partial(services.notice_save, notice_id=known.pk if known else None)
    if known and DELETE in request.POST:
        form, save = Versioned(request.POST), partial(services.notice_delete, notice_id=known.pk)
    return _edited(request, office, form, save, known=known)


@MANAGE
@require_http_methods(["GET", "HEAD", "POST"])
def posting(request: HttpRequest, office_code: str, number: str) -> HttpResponse:
    """Add, change or take down a posting; `number` is its id."""
    office = _office(request, office_code)
    known = _known(LobbyPosting, office, number)
    form: Versioned = PostingForm(request.POST or None, initial=_initial(office, known))
    save: Act = partial(services.posting_save, posting_id=known.pk if known else None)
    if known and DELETE in request.POST:
        form, save = Versioned(request.POST), partial(services.posting_delete, posting_id=known.pk)
    return _edited(request, office, form, save, known=known)


@MANAGE
@require_http_methods(["POST"])
def corner(request: HttpRequest, office_code: str) -> HttpResponse:
    """Show a picture or video in the corner, or leave the corner out."""
    office = _office(request, office_code)
    if DELETE in request.POST:
        form: Versioned = Versioned(request.POST)
        status = _carried_out(request, office, form, services.corner_remove)
        for error in form.non_field_errors():
            messages.error(request, str(error))
    else:
        form = CornerForm(request.POST, request.FILES)
        status = _carried_out(request, office, form, partial(_corner_set, request))
    shown = form if isinstance(form, CornerForm) else None
    return _overview(request, office, status, corner_form=shown)


def _corner_set(request: HttpRequest, *, file: Any, **facts: Any) -> None:
    """Store the file that came; one beyond the server's bound was not taken in at all."""
    if file is None:
        sent = int(request.META.get("CONTENT_LENGTH") or 0)
        chosen = sent > settings.FILE_UPLOAD_MAX_MEMORY_SIZE
        raise BadInput.field("file", too_large() if chosen else _("Chưa chọn tệp."))
    content = file.read(LARGEST_VIDEO + 1)  # of a larger one enough to see that it is
    services.corner_set(content=content, **facts)


def _overview(
    request: HttpRequest,
    office: Office,
    status: HTTPStatus | None,
    *,
    form: SettingsForm | None = None,
    corner_form: CornerForm | None = None,
) -> HttpResponse:
    """Show the page with what was refused, or lead back to it once something is done."""
    if status is HTTPStatus.OK:
        return redirect("lobby-settings", office.code)
    row = lobby_settings(office)
    context = {
        "office": office,
        "offices": signed_in(request).offices(),
        "form": form or SettingsForm(initial=model_to_dict(row)),
        "corner_form": corner_form or CornerForm(initial={"version": row.version}),
        "corner": LobbyCorner.objects.filter(office=office).defer("content").first(),
        "notices": LobbyNotice.objects.filter(office=office),
        "postings": LobbyPosting.objects.filter(office=office),
        "now": timezone.now(),
    }
    return render(
        request, "displays/lobby_settings/overview.html", context, status=status or HTTPStatus.OK
    )


def _edited(
    request: HttpRequest,
    office: Office,
    form: Versioned,
    save: Act,
    *,
    known: LobbyNotice | LobbyPosting | None,
) -> HttpResponse:
    status = _carried_out(request, office, form, save)
    if status is HTTPStatus.OK:
        return redirect("lobby-settings", office.code)
    context = {
        "office": office,
        "form": form,
        "known": known,
        "title": str(known) if known else _("Thêm mới"),
    }
    page = "displays/lobby_settings/edit.html"
    return render(request, page, context, status=status or HTTPStatus.OK)


def _carried_out(
    request: HttpRequest, office: Office, form: Versioned, act: Act
) -> HTTPStatus | None:
    """Carry the form out: OK, or the status of what was refused; None where nothing was sent."""
    if not form.is_bound:
        return None
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        act(office=office, actor=signed_in(request), now=timezone.now(), **form.cleaned_data)
    except (BadInput, StateForbids) as refusal:
        form.refuse(refusal)
        return refusal.status
    messages.success(request, _("Đã lưu. Màn hình đổi trong vòng một phút."))
    return HTTPStatus.OK


def _office(request: HttpRequest, code: str) -> Office:
    actor = signed_in(request)
    office = office_of(actor, code)
    ensure_right(actor, Right.OFFICE_MANAGE, office=office)
    return office


def _known(kind: type[Kept], office: Office, number: str) -> Kept | None:
    if number == NEW:
        return None
    is_id = number.isascii() and number.isdecimal() and len(number) <= MOST_DIGITS
    rows = kind._default_manager.filter(office=office)  # noqa: SLF001 (Django names it so)
    found = rows.filter(pk=int(number)).first() if is_id else None
    if found is None:
        raise NotFound(_("Không có mục này trong cài đặt màn hình chờ."))
    return found


def _initial(office: Office, known: LobbyNotice | LobbyPosting | None) -> dict[str, Any]:
    """Return what a form begins with, and the version of the settings that it shows."""
    begun = model_to_dict(known) if known else {"position": 0, "active": True}
    return {**begun, "version": lobby_settings(office).version}
