"""Handing dossiers on: what is ready, batches with their lists, confirming and returning."""

import secrets
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onestop.cases.access import hand_over_of
from onestop.cases.models import HandOver
from onestop.cases.places import HANDING_OVER
from onestop.cases.selectors import (
    arriving,
    batch_seen,
    batches_given,
    batches_waiting,
    ready_to_hand_over,
)
from onestop.cases.services import (
    batch_confirm,
    batch_create,
    hand_over_confirm,
    hand_over_return,
)
from onestop.cases.views.tabs import tabs_of
from onestop.directory.audit import look_record_list
from onestop.directory.models import User
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, NotFound, Refusal, StateForbids
from onestop.directory.selectors import office_of


@staff_page(*HANDING_OVER)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_overs(request: HttpRequest) -> HttpResponse:
    """Show what is to go today and what may go later; a POST makes a batch of what was chosen."""
    actor = signed_in(request)
    if request.method != "POST":
        return _listed(request, actor)
    try:
        batch = batch_create(
            office=office_of(actor, request.POST.get("office", "")),
            codes=request.POST.getlist("case"),
            key=request.POST.get("key", ""),
            actor=actor,
            now=timezone.now(),
        )
    except (BadInput, StateForbids) as refusal:
        return _listed(request, actor, refusal)
    return redirect("hand-over-batch", batch.pk)


@staff_page(*HANDING_OVER)
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Show the list of a batch, fit to be printed; a POST confirms it as a whole."""
    actor = signed_in(request)
    seen = batch_seen(batch_id, actor)
    if request.method == "POST":
        batch_confirm(batch_id=batch_id, actor=actor, now=timezone.now())
        messages.success(request, _("Đã xác nhận nhận đủ hồ sơ của danh sách."))
        return redirect("hand-over-batch", batch_id)
    _look(request, seen.rows)
    return render(request, "cases/batch.html", {"seen": seen, "now": timezone.now()})


@staff_page(*HANDING_OVER)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_move(request: HttpRequest, hand_over_id: int, move: str) -> HttpResponse:
    """Confirm or return one dossier, and lead back to its batch or its case."""
    actor = signed_in(request)
    row = hand_over_of(actor, hand_over_id)
    if request.method != "POST":
        return _back(row)
    try:
        _moved(request, actor, row, move)
    except BadInput:
        messages.error(request, _("Chưa trả lại được: hãy ghi lý do trả lại."))
    except StateForbids as refusal:
        messages.error(request, str(refusal.detail))
    return _back(row)


def _moved(request: HttpRequest, actor: User, row: HandOver, move: str) -> None:
    told: dict[str, Any] = {"hand_over_id": row.pk, "actor": actor, "now": timezone.now()}
    if move == "confirm":
        hand_over_confirm(**told)
        messages.success(request, _("Đã xác nhận nhận hồ sơ %(code)s.") % {"code": row.case.code})
    elif move == "return":
        hand_over_return(**told, reason=request.POST.get("reason", ""))
        messages.success(request, _("Đã trả lại hồ sơ %(code)s.") % {"code": row.case.code})
    else:
        raise NotFound(_("Không có thao tác này với lần bàn giao."))


def _back(row: HandOver) -> HttpResponse:
    if row.batch_id is not None:
        return redirect("hand-over-batch", row.batch_id)
    return redirect("case", row.case.code)


def _listed(request: HttpRequest, actor: User, refusal: Refusal | None = None) -> HttpResponse:
    now = timezone.now()
    groups, singles = ready_to_hand_over(actor, now), arriving(actor)
    ready = [line.row for group in groups for line in (*group.today, *group.later)]
    _look(request, [*ready, *singles])
    context = {
        "groups": groups,
        "today": sum(len(one.today) for one in groups),
        "arriving": singles,
        "waiting": batches_waiting(actor),
        "given": batches_given(actor),
        "key": secrets.token_hex(16),
        "refusal": refusal,
        "chosen": request.POST.getlist("case"),
        "now": now,
        **tabs_of(actor),
    }
    status = refusal.status if refusal else HTTPStatus.OK
    return render(request, "cases/hand_overs.html", context, status=status)


def _look(request: HttpRequest, rows: list[HandOver]) -> None:
    shown = [(one.case.office_id, one.case_id) for one in rows]
    look_record_list(request, "look.cases", shown=shown)
