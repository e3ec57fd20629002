"""What staff at a counter have printed there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import StateForbids
from onestop.directory.rights import Right
from printing.services import counter_summary_print


@require_POST
@staff_page(Right.COUNTER_OPERATE)
def summary(request: HttpRequest, counter_id: int) -> HttpResponse:
    """Print the counter's day so far and go back to the desk."""
    actor = signed_in(request)
    try:
        counter_summary_print(counter_id=counter_id, actor=actor, now=timezone.now())
    except StateForbids as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Đã gửi lệnh in tổng kết ngày."))
    return redirect("counter-desk", counter_id)
