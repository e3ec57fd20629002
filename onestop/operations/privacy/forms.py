"""The forms of the page on personal data."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onestop.directory.models import RetentionRules
from onestop.directory.refusals import BadInput
from onestop.directory.services.retention import RULES

if TYPE_CHECKING:
    _RulesForm = forms.ModelForm[RetentionRules]
else:
    _RulesForm = forms.ModelForm


class RulesForm(_RulesForm):
    """How long one office holds what is personal."""

    class Meta:
        """The three rules."""

        model = RetentionRules
        fields = RULES

    def refused(self, refusal: BadInput) -> None:
        """Show the service's refusal beside its fields."""
        for field, text in refusal.errors.items():
            self.add_error(field if field in self.fields else None, str(text))


class PersonForm(forms.Form):
    """Who is asked about: a whole identity number, or a code of one of their cases."""

    identity = forms.CharField(label=_("Số căn cước"), required=False, max_length=40)
    code = forms.CharField(label=_("Hoặc mã hồ sơ"), required=False, max_length=60)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="person_%s")
        for field in self.fields.values():
            field.widget.attrs.update({"autocomplete": "off", "spellcheck": "false"})

    def clean(self) -> dict[str, Any]:
        """Ask for one of both."""
        values = self.cleaned_data
        if not self.errors and not (values.get("identity") or values.get("code")):
            self.add_error("identity", _("Nhập số căn cước hoặc mã hồ sơ."))
        return values
