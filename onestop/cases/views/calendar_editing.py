"""How an edit of the calendar goes: typed, shown with what it would move, and only then saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.cases.forms.calendar import DayForm
from onestop.cases.selectors.recomputing import moves_expected
from onestop.catalogue.calendar_edits import CalendarEdit, DayEdit
from onestop.catalogue.services import ensure_day
from onestop.directory.models import Office
from onestop.directory.refusals import BadInput


@dataclass(frozen=True)
class Editing:
    """A form with which the office's calendar is edited, and what its pages show beside it."""

    request: HttpRequest
    office: Office
    form: Form
    context: Mapping[str, Any] = field(default_factory=dict)

    def shown(self) -> HttpResponse:
        """Return the form, with what is wrong in it."""
        name = "day" if isinstance(self.form, DayForm) else "hours"
        wrong = self.form.is_bound and bool(self.form.errors)
        return self._page(
            name,
            {"year": timezone.localdate().year},
            HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
        )

    def answered(self, edit: CalendarEdit, save: Callable[[], None]) -> HttpResponse:
        """Return what was asked for: a look at what would move, the form again, or saved."""
        step = self.request.POST.get("step")
        if step == "edit":
            return self.shown()
        try:
            for day in edit.days:
                ensure_day(day, timezone.now())
            if step == "save":
                save()
        except BadInput as refusal:
            if not isinstance(self.form, DayForm):
                raise
            self.form.refuse(refusal)
            return self.shown()
        return self._saved(edit) if step == "save" else self._previewed(edit)

    def _saved(self, edit: CalendarEdit) -> HttpResponse:
        said = _("Đã lưu. Hạn của các hồ sơ đang mở được tính lại ngay sau đây.")
        messages.success(self.request, said)
        year = min(edit.days, default=timezone.localdate()).year
        return redirect("calendar", self.office.code, year)

    def _previewed(self, edit: CalendarEdit) -> HttpResponse:
        whole_country = isinstance(edit, DayEdit) and not edit.of_office
        offices = list(Office.objects.all()) if whole_country else [self.office]
        expected = moves_expected(offices, edit)
        told = {"edit": edit, "expected": expected, "whole_country": whole_country}
        return self._page("preview", told)

    def _page(
        self, name: str, told: Mapping[str, Any], status: int = HTTPStatus.OK
    ) -> HttpResponse:
        context = {**self.context, "office": self.office, "form": self.form, **told}
        return render(self.request, f"cases/calendar/{name}.html", context, status=status)
