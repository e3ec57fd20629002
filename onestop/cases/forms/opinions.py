"""The forms of opinions: asking several at once, answering one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onestop.cases.forms.refused import refusal_into
from onestop.cases.models import Case, Opinion
from onestop.cases.selectors.step_work import colleagues
from onestop.cases.services.opinions import LONGEST_ANSWER, LONGEST_WITHIN, WITHIN
from onestop.cases.texts import LONGEST_REASON
from onestop.directory.models import Agency
from onestop.directory.refusals import BadInput


class AskForm(forms.Form):
    """Whom to ask what, within how many working hours, and whether the answer is needed."""

    question = forms.CharField(
        label=_("Hỏi điều gì"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi điều cần hỏi.")},
    )
    agencies = forms.MultipleChoiceField(
        label=_("Cơ quan"), required=False, widget=forms.CheckboxSelectMultiple
    )
    person = forms.ChoiceField(label=_("Hoặc một người"), required=False)
    within = forms.IntegerField(
        label=_("Trả lời trong (giờ làm việc)"),
        initial=WITHIN,
        min_value=1,
        max_value=LONGEST_WITHIN,
    )
    optional = forms.BooleanField(label=_("Không bắt buộc phải có ý kiến"), required=False)

    def __init__(self, case: Case, data: Any = None) -> None:
        super().__init__(data, auto_id="ask_%s")
        agencies = Agency.objects.filter(office=case.office_id).order_by("name")
        self.fields["agencies"].choices = [(one.code, one.name) for one in agencies]  # type: ignore[attr-defined]
        people = [(one.username, one.get_full_name()) for one in colleagues([case.office])]
        self.fields["person"].choices = [("", "–"), *people]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """Return what the service is told."""
        told = self.cleaned_data
        return {
            "question": told["question"],
            "agencies": told["agencies"],
            "people": [told["person"]] if told["person"] else [],
            "within": told["within"],
            "mandatory": not told["optional"],
        }

    def refused(self, refusal: BadInput) -> None:
        """Show the service's refusal at the fields that it names."""
        refusal_into(self, refusal)


class AnswerForm(forms.Form):
    """Agree, agree with conditions or disagree, and why."""

    answer = forms.ChoiceField(
        label=_("Ý kiến"),
        choices=Opinion.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn một ý kiến.")},
    )
    text = forms.CharField(
        label=_("Nội dung (bắt buộc khi có điều kiện hoặc không đồng ý)"),
        required=False,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, opinion: Opinion, data: Any = None) -> None:
        super().__init__(data, auto_id=f"answer{opinion.pk}_%s")

    def refused(self, refusal: BadInput) -> None:
        """Show the service's refusal at the fields that it names."""
        refusal_into(self, refusal)
