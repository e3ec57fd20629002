"""The kiosk: a citizen takes a number in two touches, three with a priority class.

It has no account and sets no cookie but Django's against forged forms. Nothing that it shows
names a person.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from onestop.directory.addresses import public_address
from onestop.directory.models import Office
from onestop.directory.rates import rate_use
from onestop.directory.refusals import BadInput, NotFound, Refusal
from onestop.directory.routes import anyone
from queueing import kiosk
from queueing.forms.kiosk import IssueForm, SearchForm
from queueing.forms.once import new_key
from queueing.models import Ticket
from queueing.selectors import ticket_by_token, ticket_view
from queueing.services import kiosk_ticket_issue
from queueing.tokens import ticket_token
from queueing.views.look import Look
from queueing.views.pictures import code_picture
from queueing.wording import expected_wait, people_ahead


@dataclass(frozen=True)
class Visit:
    """A request at an office's kiosk, and how the citizen wants it to look."""

    request: HttpRequest
    office: Office
    look: Look

    @property
    def home(self) -> str:
        """Return the address of the first screen."""
        return reverse("kiosk", args=[self.office.code])

    def page(
        self, name: str, context: dict[str, Any], *, status: int = HTTPStatus.OK
    ) -> HttpResponse:
        """Return a page in the kiosk's frame."""
        frame = {
            "office": self.office,
            "look": self.look,
            "home": self.home,
            "here": self.home if self.request.method == "POST" else self.request.path,
            "languages": [
                {"code": code, "name": label, "query": self.look.in_language(code).query}
                for code, label in settings.LANGUAGES
                if code != self.look.language
            ],
        }
        template = f"queueing/kiosk/{name}.html"
        return render(self.request, template, frame | context, status=status)


def kiosk_page(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Find the office, speak the chosen language, and answer a refusal as a page with a way on."""

    @never_cache
    @wraps(page)
    def view(request: HttpRequest, office_code: str, **address: str) -> HttpResponse:
        look = Look.of(request.POST if request.method == "POST" else request.GET)
        with translation.override(look.language):
            office = Office.objects.filter(code=office_code).first()
            if office is None:
                return _unknown(request, office_code)
            visit = Visit(request, office, look)
            try:
                return page(visit, **address)
            except Refusal as refusal:
                response = visit.page("refused", {"refusal": refusal}, status=refusal.status)
                return refusal.with_headers(response)

    return view


@anyone
@require_safe
@kiosk_page
def first(visit: Visit) -> HttpResponse:
    """Show the groups of procedures, or those that `q` finds.

    A kiosk that asks again with the `state` that it shows gets 204 while nothing has changed.
    """
    form = SearchForm(visit.request.GET)
    wanted = form.cleaned_data["q"] if form.is_valid() else ""
    if wanted:
        _count(visit, "look-up")
    state = kiosk.kiosk_state(
        visit.office, wanted=wanted, language=visit.look.language, now=timezone.now()
    )
    if visit.request.GET.get("state") == state.mark:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    again = {**visit.look.chosen, "q": wanted, "state": state.mark}
    return visit.page("first", {"state": state, "wanted": wanted, "again": urlencode(again)})


@anyone
@require_safe
@kiosk_page
def service(visit: Visit, service_code: str) -> HttpResponse:
    """Show the chosen group and the button that takes the number."""
    return _step(visit, service_code, "service")


@anyone
@require_safe
@kiosk_page
def priority(visit: Visit, service_code: str) -> HttpResponse:
    """Show the office's priority classes, each a button that takes the number."""
    return _step(visit, service_code, "priority")


@anyone
@require_POST
@kiosk_page
def issue(visit: Visit) -> HttpResponse:
    """Issue the ticket once, however often the form is sent, and lead to its page."""
    _count(visit, "kiosk")
    form = IssueForm(visit.request.POST)
    if not form.is_valid():
        raise BadInput(_("Trang này đã cũ. Xin ông/bà chạm để bắt đầu lại."))
    group = _group(visit, form.cleaned_data["service"])
    issued = kiosk_ticket_issue(
        key=form.cleaned_data["key"],
        office=visit.office,
        service_code=group.code,
        priority_code=form.cleaned_data["priority"] or None,
        language=visit.look.language,
        now=timezone.now(),
    )
    address = reverse("kiosk-ticket", args=[visit.office.code, ticket_token(issued.pk)])
    return redirect(f"{address}{visit.look.query}")


@anyone
@require_safe
@kiosk_page
def ticket(visit: Visit, token: str) -> HttpResponse:
    """Show the number full screen, how many are ahead, and the code of the ticket's page."""
    found = _ticket_of_today(visit.office, token)
    facts = ticket_view(found)
    wait = facts["wait"]
    context = {
        "ticket": found,
        "title": kiosk.title(found.service, visit.look.language),
        "priority": found.priority and kiosk.title(found.priority, visit.look.language),
        "waiting": found.state == Ticket.State.WAITING,
        "people": people_ahead(facts["ahead"]),
        "wait": expected_wait(wait["low"], wait["high"]) if wait else "",
        "code": code_picture(public_address(reverse("ticket-page", args=[token]))),
    }
    return visit.page("ticket", context)


def _count(visit: Visit, name: str) -> None:
    """Count this use of the kiosk by its address, unless somebody is signed in there."""
    if not visit.request.user.is_authenticated:
        rate_use(name, visit.request)


def _ticket_of_today(office: Office, token: str) -> Ticket:
    found = ticket_by_token(token)
    if found is None or found.office_id != office.pk or found.day != timezone.localdate():
        raise NotFound(_("Không có số này trong hôm nay. Xin ông/bà lấy số mới."))
    return found


def _group(visit: Visit, service_code: str) -> kiosk.Group:
    return kiosk.kiosk_group(
        visit.office, service_code, language=visit.look.language, now=timezone.now()
    )


def _step(visit: Visit, service_code: str, name: str) -> HttpResponse:
    group = _group(visit, service_code)
    arguments = [visit.office.code, group.code]
    classes = kiosk.priority_classes(visit.office)
    language = visit.look.language
    context = {
        "group": group,
        "key": new_key(),
        "priorities": [(one.code, kiosk.title(one, language)) for one in classes],
        "priorities_listed": kiosk.priorities_listed(classes, language),
        "issue_address": reverse("kiosk-issue", args=[visit.office.code]),
        "service_address": reverse("kiosk-service", args=arguments),
        "priority_address": reverse("kiosk-priority", args=arguments),
    }
    return visit.page(name, context)


def _unknown(request: HttpRequest, code: str) -> HttpResponse:
    page = "queueing/kiosk/unknown.html"
    return render(request, page, {"code": code}, status=HTTPStatus.NOT_FOUND)
