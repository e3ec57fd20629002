"""The pages on which printers are added, found, changed and tested, and print rules are set."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onestop.directory.models import Office
from onestop.directory.pages import signed_in, staff_page
from onestop.directory.refusals import BadInput
from onestop.directory.rights import Right
from printing.code_pages import RASTER, TCVN3
from printing.devices.finding import Found, local_printers, network_printers, own_network
from printing.forms import FindForm, PrinterForm, RulesForm
from printing.models import Printer
from printing.rule_words import rule_lines
from printing.selectors import office_managed, printer_managed
from printing.services import print_rules_set, printer_edit, printer_test

page = require_http_methods(["GET", "HEAD", "POST"])
TEXTS = (RASTER, TCVN3)


@page
@staff_page(Right.PRINTER_MANAGE)
def printer_new(request: HttpRequest, office_code: str) -> HttpResponse:
    """Show the form of a new printer, with the address in `url`; as POST add it."""
    office = office_managed(signed_in(request), office_code)
    return _printer_page(request, office, None)


@page
@staff_page(Right.PRINTER_MANAGE)
def printer_change(request: HttpRequest, printer_id: int) -> HttpResponse:
    """Show a printer's form; as POST change it."""
    printer = printer_managed(signed_in(request), printer_id)
    return _printer_page(request, printer.office, printer)


def _printer_page(request: HttpRequest, office: Office, printer: Printer | None) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = PrinterForm(office, printer, data, url=request.GET.get("url", "")[:300])
    if form.is_bound and form.is_valid():
        try:
            stored = printer_edit(
                office=office,
                printer_id=printer.pk if printer else None,
                facts=form.facts(),
                actor=signed_in(request),
                now=timezone.now(),
            )
        except BadInput as refusal:
            form.refuse(refusal)
        else:
            sentence = _("Đã lưu máy in %(name)s. Hãy in thử để kiểm tra.")
            messages.success(request, sentence % {"name": stored.name})
            return redirect("printers")
    context = {"form": form, "office": office, "printer": printer, "texts": TEXTS}
    return render(request, "printing/printer.html", context, status=_status(form.is_bound))


@require_POST
@staff_page(Right.PRINTER_MANAGE)
def printer_try(request: HttpRequest, printer_id: int) -> HttpResponse:
    """Promise a test slip on the printer and go back to the list."""
    printer_test(printer_id=printer_id, actor=signed_in(request), now=timezone.now())
    messages.success(request, _("Đã gửi phiếu in thử."))
    return redirect("printers")


@page
@staff_page(Right.PRINTER_MANAGE)
def printer_find(request: HttpRequest, office_code: str) -> HttpResponse:
    """Ask in which network to look; as POST look there and on this machine, for two seconds."""
    office = office_managed(signed_in(request), office_code)
    bound = request.method == "POST"
    form = FindForm(request.POST if bound else None, initial={"network": own_network()})
    context: dict[str, Any] = {"form": form, "office": office}
    if bound and form.is_valid():
        try:
            context["found"] = _found(office, form.cleaned_data["network"])
        except BadInput as refusal:
            form.refuse(refusal)
    return render(request, "printing/find.html", context, status=_status(bool(form.errors)))


def _found(office: Office, network: str) -> list[tuple[Found, str]]:
    """Return what was found, each with the name of the printer that is there already, or ""."""
    found = [*(network_printers(network) if network else []), *local_printers()]
    known = dict(office.printers.values_list("url", "name"))
    return [(one, known.get(one.url, "")) for one in found]


@page
@staff_page(Right.PRINTER_MANAGE)
def print_rules(request: HttpRequest, office_code: str) -> HttpResponse:
    """Show what the office prints with which event; as POST set it."""
    office = office_managed(signed_in(request), office_code)
    data = request.POST if request.method == "POST" else None
    form = RulesForm(office, rule_lines(office), data)
    if form.is_bound and form.is_valid():
        print_rules_set(
            office=office, rules=form.facts(), actor=signed_in(request), now=timezone.now()
        )
        messages.success(request, _("Đã lưu. Áp dụng từ phiếu kế tiếp."))
        return redirect("printers")
    context = {"form": form, "office": office}
    return render(request, "printing/rules.html", context, status=_status(form.is_bound))


def _status(wrong: bool) -> HTTPStatus:  # noqa: FBT001 (whether something was wrong)
    return HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
