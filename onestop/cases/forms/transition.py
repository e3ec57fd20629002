"""The form of one transition: exactly what it needs to be told."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onestop.cases.forms.refused import refusal_into
from onestop.cases.models import Case, CaseStep
from onestop.cases.selectors import holders_possible
from onestop.cases.steps import CaseSteps
from onestop.cases.texts import LONGEST_REASON, reason_clean
from onestop.cases.transitions import Transition
from onestop.directory.refusals import BadInput

# What the reason is called where one may be given; whether it must be, the table says.
REASONS: Mapping[str, str | Promise] = {
    "refuse": _("Lý do từ chối (in trên phiếu từ chối)"),
    "return_step": _("Cần làm lại điều gì"),
    "request_supplement": _("Cần bổ sung giấy tờ gì, vì sao"),
    "request_payment": _("Khoản phải nộp (nếu cần ghi)"),
    "complete": _("Ghi chú; lý do nếu không chấp thuận"),
    "withdraw": _("Lý do, nếu người nộp cho biết"),
    "stop": _("Lý do dừng"),
}


class TransitionForm(forms.Form):
    """Reason, outcome, next holder or the step that was seen, as the transition asks for them."""

    def __init__(
        self, case: Case, row: Transition, step: CaseStep | None, data: Any = None
    ) -> None:
        super().__init__(data, prefix=None, auto_id=f"{row.name}_%s")
        self.row = row
        if "step?" in row.facts:
            self.fields["step"] = forms.IntegerField(
                required=False, initial=step.position if step else None, widget=forms.HiddenInput
            )
        if "to?" in row.facts:
            self._ask_for_way(case)
        if "outcome" in row.facts:
            self.fields["outcome"] = forms.ChoiceField(choices=Case.Outcome.choices)
        if "holder" in row.facts:
            self.fields["holder"] = _holder_field(case, step)
            self.fields["seen"] = forms.CharField(
                required=False, initial=_seen(step), widget=forms.HiddenInput
            )
        if row.name in REASONS:
            self.fields["reason"] = _reason_field(row)

    def clean_reason(self) -> str:
        """Return the reason as it will be stored."""
        try:
            return reason_clean(self.cleaned_data["reason"], required=self.row.reason)
        except BadInput as refusal:
            raise forms.ValidationError(str(refusal.detail)) from None

    def facts(self) -> dict[str, Any]:
        """Return what the service is told, as far as it could be read."""
        told = {name: one for name, one in self.cleaned_data.items() if one not in {"", None}}
        if "seen" in self.data:  # "" there means that nobody held it
            told["seen"] = self.cleaned_data.get("seen", "")
        return told

    def refused(self, refusal: BadInput) -> None:
        """Show the service's refusal at the fields that it names."""
        refusal_into(self, refusal)

    def _ask_for_way(self, case: Case) -> None:
        """Ask to which step it goes on, where several may follow."""
        choices = [(one.position, one.name) for one in CaseSteps(case.steps.all()).choices]
        if len(choices) > 1:
            self.fields["to"] = forms.TypedChoiceField(
                label=_("Chuyển sang bước"),
                choices=[("", _("Chọn bước tiếp theo")), *choices],
                coerce=int,
                error_messages={"required": _("Hãy chọn bước tiếp theo.")},
            )


def _seen(step: CaseStep | None) -> str:
    """Return who holds the step now, as the service asks for it."""
    return step.holder.username if step and step.holder else ""


def _reason_field(row: Transition) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST_REASON})
    area.is_required = row.reason
    return forms.CharField(label=str(REASONS[row.name]), required=False, strip=True, widget=area)


def _holder_field(case: Case, step: CaseStep | None) -> forms.ChoiceField:
    people = [(one.username, one.get_full_name()) for one in holders_possible(case, step)]
    return forms.ChoiceField(
        label=_("Người thụ lý mới"),
        choices=[("", _("Chọn một người")), *people],
        error_messages={"required": _("Hãy chọn một người.")},
    )
