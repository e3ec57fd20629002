"""What a list of cases is asked for in its address."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onestop.cases.selectors import Due, Wanted
from onestop.cases.selectors.pages import LONGEST_QUERY
from onestop.cases.states import CaseState
from onestop.cases.texts import text_clean
from onestop.directory.models import Agency, Office
from onestop.directory.refusals import BadInput

Choices = list[tuple[str, str | Promise]]


class ListFilter(forms.Form):
    """State, urgency, agency, office and a text; each may be left out."""

    q = forms.CharField(
        label=_("Mã hồ sơ hoặc tên"),
        required=False,
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    due = forms.ChoiceField(
        label=_("Hạn"), required=False, choices=[("", _("bất kỳ")), *Due.choices]
    )
    state = forms.ChoiceField(
        label=_("Trạng thái"),
        required=False,
        choices=[("", _("đang giải quyết")), *CaseState.choices],
    )

    def __init__(self, offices: Sequence[Office], data: Any) -> None:
        super().__init__(data, auto_id="filter_%s")
        agencies = Agency.objects.filter(office__in=offices).order_by("code")
        self.fields["agency"] = one_of(
            gettext("Cơ quan"), [(one.code, one.name) for one in agencies]
        )
        self.fields["office"] = one_of(
            gettext("Bộ phận một cửa"), [(one.code, one.name) for one in offices]
        )
        self._offices = offices

    def clean_q(self) -> str:
        """Return the text without anything that no code and no name could hold."""
        try:
            return text_clean("q", self.cleaned_data["q"], longest=LONGEST_QUERY)
        except BadInput as refusal:
            raise forms.ValidationError(str(refusal.detail)) from None

    @property
    def narrows(self) -> bool:
        """Tell whether anything was asked for."""
        return any(self.cleaned_data.get(name) for name in self.fields)

    def wanted(self) -> Wanted:
        """Return what was asked for."""
        asked = self.cleaned_data
        return Wanted(
            state=asked["state"],
            due=Due(asked["due"]) if asked["due"] else None,
            agency=asked["agency"],
            text=asked["q"],
        )

    def offices(self) -> list[Office]:
        """Return the office that was asked for, else all."""
        code = self.cleaned_data["office"]
        return [one for one in self._offices if code in {"", one.code}]


def one_of(label: str, choices: Choices) -> forms.ChoiceField:
    """Return a field to choose one or all; hidden where there is only one."""
    widget = forms.Select if len(choices) > 1 else forms.HiddenInput
    return forms.ChoiceField(
        label=label, required=False, choices=[("", _("tất cả")), *choices], widget=widget
    )
