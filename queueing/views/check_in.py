"""Check-in at the kiosk: who has an appointment types or scans its code and gets a number."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from onestop.directory.rates import rate_give_back, rate_use
from onestop.directory.refusals import BadInput, Refusal
from onestop.directory.routes import anyone
from queueing.forms.kiosk import CheckInForm
from queueing.forms.once import new_key
from queueing.models import Ticket
from queueing.services import kiosk_check_in
from queueing.tokens import ticket_token
from queueing.views.kiosk import Visit, kiosk_page


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
@kiosk_page
def check_in(visit: Visit) -> HttpResponse:
    """Ask for the code; with it, give the number and lead to its page.

    A code that gives no number is said on the same page, so that a wrong digit is typed anew.
    """
    if visit.request.method != "POST":
        return _asked(visit)
    form = CheckInForm(visit.request.POST)
    if not form.is_valid():
        return _asked(visit, BadInput(_("Xin ông/bà nhập tám chữ số của mã hẹn.")))
    try:
        # Also where a kiosk is signed in: guesses come through its screen.
        rate_use("check-in", visit.request)
        issued = _ticket(visit, form)
    except Refusal as refusal:
        return _asked(visit, refusal)
    rate_give_back("check-in", visit.request)
    address = reverse("kiosk-ticket", args=[visit.office.code, ticket_token(issued.pk)])
    return redirect(f"{address}{visit.look.query}")


def _ticket(visit: Visit, form: CheckInForm) -> Ticket:
    return kiosk_check_in(
        key=form.cleaned_data["key"],
        office=visit.office,
        code=form.cleaned_data["code"],
        language=visit.look.language,
        now=timezone.now(),
    )


def _asked(visit: Visit, refusal: Refusal | None = None) -> HttpResponse:
    context = {"key": new_key(), "refusal": refusal, "here": visit.request.path}
    return visit.page("check_in", context, status=refusal.status if refusal else 200)
