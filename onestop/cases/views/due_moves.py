"""The pages of due dates that an edit of the calendar moved: whom to tell, who has been told."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from onestop.cases.looks import moves_look
from onestop.cases.models import Recomputation
from onestop.cases.selectors.recomputing import edits_seen, moves_of
from onestop.cases.services import due_moves_mark_told
from onestop.directory.models import User
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, NotFound
from onestop.directory.rights import Right, has_right

MOST_DIGITS = 18  # of an id
SEEN = staff_page(Right.BOARD_VIEW, Right.CASE_RECEIVE)


@SEEN
@require_safe
def due_moves_start(request: HttpRequest) -> HttpResponse:
    """List the latest edits of the calendar with how many due dates each has moved."""
    return render(request, "cases/due_moves/edits.html", {"edits": edits_seen(signed_in(request))})


@SEEN
@require_http_methods(["GET", "HEAD", "POST"])
def due_moves(request: HttpRequest, recomputation_id: int) -> HttpResponse:
    """List the cases that an edit moved; note of which the citizen has been told."""
    actor = signed_in(request)
    found = Recomputation.objects.select_related("actor", "office").filter(pk=recomputation_id)
    recomputation = found.first()
    if recomputation is None:
        raise NotFound(_("Không tìm thấy lần tính lại hạn này."))
    if request.method == "POST":
        return _told(request, recomputation, actor)
    untold = request.GET.get("untold") == "1"
    page = moves_of(recomputation, actor, untold=untold, after=_after(request))
    offices = {one.case.office_id: one.case.office for one in page.moves}.values()
    seen = {one.pk for one in offices if has_right(actor, Right.CASE_VIEW, office=one)}
    moves_look(request, [one for one in page.moves if one.case.office_id in seen])
    context = {"edit": recomputation, "page": page, "untold": untold, "names_seen_in": seen}
    return render(request, "cases/due_moves/moves.html", context)


def _told(request: HttpRequest, recomputation: Recomputation, actor: User) -> HttpResponse:
    try:
        ids = [int(one) for one in request.POST.getlist("move")]
    except ValueError:
        raise BadInput.field("move", _("Hãy chọn hồ sơ đã báo cho người nộp.")) from None
    count = due_moves_mark_told(
        recomputation=recomputation, move_ids=ids, actor=actor, now=timezone.now()
    )
    said = ngettext("Đã ghi: báo %(count)d hồ sơ.", "Đã ghi: báo %(count)d hồ sơ.", count)
    messages.success(request, said % {"count": count})
    return redirect("due-moves", recomputation.pk)


def _after(request: HttpRequest) -> int:
    after = request.GET.get("after", "0")
    return int(after) if after.isdecimal() and len(after) <= MOST_DIGITS else 0
