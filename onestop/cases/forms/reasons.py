"""The form of an office's list of reasons."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from onestop.cases.apology_reasons import DEFAULTS, LONGEST, MOST, version_of

LONGEST_TEXT = MOST * (LONGEST + 2)


class ReasonsForm(forms.Form):
    """One reason a line, begun with the default ones; `seen`: the version that was looked at."""

    reasons = forms.CharField(
        label=_("Mỗi dòng một lý do"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def __init__(self, own: Sequence[str], data: Any = None) -> None:
        with translation.override("vi"):  # the language of the letter
            listed = list(own) or [str(one.text) for one in DEFAULTS]
        begun = {"reasons": "\n".join(listed), "seen": version_of(own)}
        super().__init__(data, auto_id="reasons_%s", initial=begun)

    def told(self) -> dict[str, Any]:
        """Return lines and version for the service, as far as they could be read."""
        data = self.cleaned_data
        return {"reasons": data.get("reasons", "").splitlines(), "seen": data.get("seen", "")}
