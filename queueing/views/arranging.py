"""The pages on which an office arranges its queue: services, counters, priority, rule, hours."""

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from onestop.directory.models import Office, User
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput, NotFound, StateForbids
from onestop.directory.rights import Right, ensure_right
from onestop.directory.selectors import office_of
from queueing.availability import hours_said, opening_hours
from queueing.dispatch import Rules
from queueing.forms.arranging import (
    HELPS,
    CounterForm,
    HoursForm,
    PriorityForm,
    RuleForm,
    ServiceForm,
    Versioned,
)
from queueing.models import Counter, CounterService, PriorityClass, Queue, Service
from queueing.rule_words import rule_by_example, rule_in_words
from queueing.services import arranging
from queueing.waiting import rules_of

Arrange = Callable[..., object]
NEW = "new"
# What the form of a new service begins with.
NEW_SERVICE = {"start": 1, "width": 3, "slot_places": 0, "slot_minutes": 30}
Thing = TypeVar("Thing")
MANAGE = staff_page(Right.OFFICE_MANAGE)


@MANAGE
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the first office whose queue the account arranges."""
    actor = signed_in(request)
    return redirect("queue-settings", actor.offices()[0].code)


@MANAGE
@require_safe
def overview(request: HttpRequest, office_code: str) -> HttpResponse:
    """Show everything that is set, with what the rule means."""
    office = _office(request, office_code)
    queue = _queue(office)
    context = {
        "office": office,
        "offices": signed_in(request).offices(),
        "services": office.services.all(),
        "counters": office.counters.prefetch_related("services", "staff"),
        "classes": office.priority_classes.all(),
        "hours": hours_said(opening_hours(office)),
        **_preview(rules_of(queue)),
    }
    return render(request, "queueing/arranging/overview.html", context)


@MANAGE
@require_http_methods(["GET", "HEAD", "POST"])
def service(request: HttpRequest, office_code: str, code: str) -> HttpResponse:
    """Make or change a service."""
    office = _office(request, office_code)
    known = None if code == NEW else _one(office.services.filter(code=code).first())
    form = ServiceForm(known, request.POST or None, initial=_initial(office, known))
    arrange = partial(arranging.service_arrange, is_new=known is None)
    return _edited(request, office, form, arrange, _title(known))


@MANAGE
@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: HttpRequest, office_code: str, number: str) -> HttpResponse:
    """Make or change a counter; `number` is its id."""
    office = _office(request, office_code)
    rows = office.counters.filter(pk=int(number)) if number.isdecimal() else Counter.objects.none()
    known = None if number == NEW else _one(rows.first())
    form = CounterForm(office, request.POST or None, initial=_initial(office, known))
    arrange = partial(arranging.counter_arrange, counter_id=known.pk if known else None)
    return _edited(request, office, form, arrange, _title(known))


@MANAGE
@require_http_methods(["GET", "HEAD", "POST"])
def priority(request: HttpRequest, office_code: str, code: str) -> HttpResponse:
    """Make or change a priority class."""
    office = _office(request, office_code)
    known = None if code == NEW else _one(office.priority_classes.filter(code=code).first())
    form = PriorityForm(known, request.POST or None, initial=_initial(office, known))
    arrange = partial(arranging.priority_class_arrange, is_new=known is None)
    return _edited(request, office, form, arrange, _title(known))


@MANAGE
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, office_code: str) -> HttpResponse:
    """Set the dispatch rule, with what it means beside it."""
    office = _office(request, office_code)
    form = RuleForm(request.POST or None, initial=_initial(office, _queue(office)))
    return _edited(request, office, form, arranging.dispatch_rule_set, _("Quy tắc gọi số"))


@MANAGE
@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: HttpRequest, office_code: str) -> HttpResponse:
    """Set the hours in which tickets are given."""
    office = _office(request, office_code)
    given = opening_hours(office)
    form = HoursForm(given, request.POST or None, initial=_initial(office, None))
    return _edited(request, office, form, arranging.opening_hours_set, _("Giờ lấy số"))


@MANAGE
@require_safe
def preview(request: HttpRequest, office_code: str) -> HttpResponse:
    """Return a piece of the page: what the numbers that are typed would mean."""
    _office(request, office_code)
    form = RuleForm(request.GET)
    form.full_clean()  # one that is not whole yet shows what it can
    turns, wait = (form.cleaned_data.get(name) for name in ("priority_turns", "longest_wait"))
    is_told = isinstance(turns, int) and isinstance(wait, int)
    context = _preview(Rules(turns or 0, wait or 0)) if is_told else {}
    return render(request, "queueing/arranging/preview.html", context)


def _edited(
    request: HttpRequest, office: Office, form: Versioned, arrange: Arrange, title: str
) -> HttpResponse:
    """Show the form, or carry it out and lead back; what is refused comes back as it was typed."""
    status = HTTPStatus.OK
    if form.is_bound:
        status = _carried_out(form, arrange, office, signed_in(request))
        if status is HTTPStatus.OK:
            messages.success(request, _("Đã lưu."))
            return redirect("queue-settings", office.code)
    context = {"office": office, "form": form, "title": title}
    if isinstance(form, RuleForm):
        context |= _preview(rules_of(_queue(office)))
    return render(request, _template(form), context, status=status)


def _carried_out(form: Versioned, arrange: Arrange, office: Office, actor: User) -> HTTPStatus:
    if not form.is_valid():
        return HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        arrange(office=office, actor=actor, now=timezone.now(), **form.told())
    except (BadInput, StateForbids) as refusal:
        form.refuse(refusal)
        return refusal.status
    return HTTPStatus.OK


def _template(form: Versioned) -> str:
    own = {HoursForm: "hours", RuleForm: "rule"}.get(type(form), "edit")
    return f"queueing/arranging/{own}.html"


def _office(request: HttpRequest, code: str) -> Office:
    actor = signed_in(request)
    office = office_of(actor, code)
    ensure_right(actor, Right.OFFICE_MANAGE, office=office)
    return office


def _queue(office: Office) -> Queue:
    return Queue.objects.filter(office=office).first() or Queue(office=office)


def _initial(
    office: Office, thing: Service | Counter | PriorityClass | Queue | None
) -> dict[str, Any]:
    """Return what the form begins with, and the version of the settings that it shows."""
    filled: dict[str, Any] = {"version": _queue(office).settings_version}
    if thing is None:
        return {**filled, **NEW_SERVICE, "position": 0, "active": True}
    filled |= {field.name: getattr(thing, field.attname) for field in thing._meta.concrete_fields}  # noqa: SLF001 (Django's documented API of models)
    if isinstance(thing, Service):
        filled["procedures"] = thing.procedures.all()
    if isinstance(thing, Counter):
        filled |= {"staff": thing.staff.all(), **_places(thing)}
    return filled


def _places(counter: Counter) -> dict[str, str]:
    """Return where each service stands at the counter, as its form's fields say it."""
    rows = CounterService.objects.filter(counter=counter)
    return {f"service_{one.service_id}": HELPS if one.helps else str(one.rank) for one in rows}


def _one(thing: Thing | None) -> Thing:
    if thing is None:
        raise NotFound(_("Không có mục này trong cài đặt hàng chờ."))
    return thing


def _title(thing: object | None) -> str:
    return str(thing) if thing else _("Thêm mới")


def _preview(rules: Rules) -> dict[str, Any]:
    return {"rule_words": rule_in_words(rules), "rule_example": rule_by_example(rules)}
