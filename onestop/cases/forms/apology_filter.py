"""What a list of letters is asked for in its address."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext

from onestop.cases.forms.filters import Choices, one_of
from onestop.cases.selectors import ApologyList, ApologyWanted, people_of
from onestop.directory.models import Agency, Office


class ApologyFilter(forms.Form):
    """Which list, narrowed by agency, person and office; each may be left out."""

    list = forms.ChoiceField(required=False, choices=ApologyList.choices, widget=forms.HiddenInput)

    def __init__(self, offices: Sequence[Office], data: Any) -> None:
        super().__init__(data, auto_id="filter_%s")
        agencies = Agency.objects.filter(office__in=offices).order_by("code")
        people: Choices = [(str(one.pk), one.get_full_name()) for one in people_of(offices)]
        self.fields["agency"] = one_of(
            gettext("Cơ quan"), [(one.code, one.name) for one in agencies]
        )
        self.fields["person"] = one_of(gettext("Người giữ hồ sơ, người soạn"), people)
        self.fields["office"] = one_of(
            gettext("Bộ phận một cửa"), [(one.code, one.name) for one in offices]
        )
        self._offices = offices

    @property
    def narrows(self) -> bool:
        """Tell whether anything but the list was asked for."""
        return any(self.cleaned_data.get(name) for name in ("agency", "person", "office"))

    def wanted(self) -> ApologyWanted:
        """Return what was asked for."""
        person = self.cleaned_data["person"]
        return ApologyWanted(
            agency=self.cleaned_data["agency"], person=int(person) if person else None
        )

    def offices(self) -> Sequence[Office]:
        """Return the office that was asked for, else all."""
        code = self.cleaned_data["office"]
        return [one for one in self._offices if code in {"", one.code}]
