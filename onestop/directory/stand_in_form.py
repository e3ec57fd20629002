"""The form that lets somebody stand in for an absent officer."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onestop.directory.models import Office, User
from onestop.directory.models.stand_ins import LONGEST_REASON
from onestop.directory.refusals import BadInput
from onestop.directory.rights import PASSED_ON
from onestop.directory.services import Absence

EMPTY = {"required": _("Chưa nhập ô này."), "invalid": _("Ngày chưa đúng, ví dụ: 30/11/2026.")}
DAY = {"type": "date"}


class Person(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django's own class takes none
    """An account, by the person's name and its own."""

    def label_from_instance(self, obj: Any) -> str:
        """Return what the list shows."""
        return f"{obj.get_full_name()} ({obj.username})"


class StandInForm(forms.Form):
    """Who is away, who stands in, when and why. The service checks what it means."""

    absent = Person(User.objects.none(), label=_("Người vắng"), error_messages=EMPTY)
    deputy = Person(User.objects.none(), label=_("Người làm thay"), error_messages=EMPTY)
    first_day = forms.DateField(
        label=_("Từ ngày"), widget=forms.DateInput(DAY, format="%Y-%m-%d"), error_messages=EMPTY
    )
    last_day = forms.DateField(
        label=_("Đến hết ngày"),
        widget=forms.DateInput(DAY, format="%Y-%m-%d"),
        error_messages=EMPTY,
    )
    reason = forms.CharField(label=_("Lý do"), max_length=LONGEST_REASON, error_messages=EMPTY)

    def __init__(self, office: Office, today: date, data: Any = None) -> None:
        super().__init__(data, initial={"first_day": today}, auto_id=f"{office.code}_%s")
        people = User.objects.filter(
            is_active=True, memberships__office=office, memberships__role__in=PASSED_ON
        ).distinct()
        for name in ("absent", "deputy"):
            field: Any = self.fields[name]
            field.queryset = people.order_by("full_name", "username")

    def absence(self) -> Absence:
        """Return what was asked for; only of a valid form."""
        return Absence(**self.cleaned_data)

    def refuse(self, refusal: BadInput) -> None:
        """Show the refusal beside its fields."""
        for name, text in refusal.errors.items():
            self.add_error(name if name in self.fields else None, str(text))
