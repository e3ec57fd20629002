"""The dossier form of the counter's desk.

What a text must look like is the services' rule (`onestop.cases.applicants`): their refusals come
back beside the fields. Here is only what the desk adds.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from onestop.cases.models import Case
from onestop.cases.services import ApplicantData, PaperData, ReturnNow
from onestop.directory.refusals import Refusal
from queueing.forms.once import key_field
from queueing.forms.papers import PaperLine

# Longer than any field of a case: the services say by how much a text is too long.
LONGEST = 1000
APPLICANT = ("name", "identity", "phone", "email", "address")
AT_ONCE = [
    ("", _("hẹn trả kết quả")),
    (Case.Outcome.GRANTED, _("trả ngay: chấp thuận")),
    (Case.Outcome.REJECTED, _("trả ngay: không chấp thuận")),
]
# What a scanned card holds between its parts; no name and no address does.
CARD_SEPARATOR = "|"


def _text(label: Any, *, required: bool = False, **attrs: str) -> forms.CharField:
    attrs = {"autocomplete": "off", "spellcheck": "false", **attrs}
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        required=required,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": _("Không được để trống.")},
    )


class DossierForm(forms.Form):
    """A dossier of the citizen at the counter; `papers` are the lines of its procedure."""

    key = key_field()
    procedure = forms.CharField(
        label=_("Thủ tục"), max_length=40, error_messages={"required": _("Hãy chọn thủ tục.")}
    )
    agency = forms.CharField(label=_("Cơ quan giải quyết"), max_length=40, required=False)
    copies = forms.IntegerField(
        label=_("Số bộ"),
        min_value=1,
        max_value=99,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Nhập một số từ 1 đến 99.")
        ),
    )
    name = _text(_("Họ và tên người nộp"), required=True)
    identity = _text(_("Số căn cước"), inputmode="numeric")
    phone = _text(_("Số điện thoại"), inputmode="tel")
    email = _text(_("Thư điện tử"), inputmode="email")
    address = _text(_("Địa chỉ"))
    return_method = forms.ChoiceField(
        label=_("Nhận kết quả"), choices=Case.ReturnMethod.choices, initial="counter"
    )
    # Decided while the citizen waits; only some procedures offer it.
    return_now = forms.ChoiceField(choices=AT_ONCE, required=False)
    reason = _text(_("Ghi chú; lý do nếu không chấp thuận"))
    receipt = forms.BooleanField(label=_("In giấy tiếp nhận"), required=False)
    incomplete = forms.BooleanField(
        label=_("Vẫn nhận: giấy tờ còn thiếu đã có trên hệ thống hoặc không phải nộp"),
        required=False,
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
        papers: Sequence[PaperLine] = (),
    ) -> None:
        super().__init__(data, initial=dict(initial or {}), auto_id="dossier-%s")
        self.papers = papers

    def clean(self) -> dict[str, Any]:
        """Check what spans several fields: papers that are missing, where a result is sent."""
        values = self.cleaned_data
        if any(CARD_SEPARATOR in values.get(name, "") for name in APPLICANT):
            self.add_error(
                "name", _("Đây là dữ liệu của thẻ. Hãy quét lại vào ô “Quét thẻ căn cước”.")
            )
        if values.get("return_method") == Case.ReturnMethod.POST and not values.get("address"):
            self.add_error("address", _("Cần địa chỉ để gửi kết quả qua bưu chính."))
        if any(line.error for line in self.papers):
            self.add_error(None, _("Có số lượng giấy tờ chưa đúng."))
        missing = [line.paper.name for line in self.papers if line.missing]
        if missing and not values.get("incomplete"):
            self.add_error("incomplete", _("Còn thiếu: ") + "; ".join(missing))
        return values

    def refuse(self, refusal: Refusal) -> None:
        """Show a service's refusal beside its fields; what names none of them, above."""
        for field, text in refusal.errors.items():
            self.add_error(field if field in self.fields else None, str(text))
        if not refusal.errors:
            self.add_error(None, str(refusal.detail))

    def facts(self) -> Mapping[str, Any]:
        """Return what the service that receives the case asks for; only for a valid form."""
        values = self.cleaned_data
        papers: list[PaperData] = [line.handed_in() for line in self.papers if line.given]
        return {
            "key": values["key"],
            "procedure_code": values["procedure"],
            "agency_code": values["agency"] or None,
            "applicant": ApplicantData(**{name: values[name] for name in APPLICANT}),
            "copies": values["copies"],
            "return_method": values["return_method"],
            "papers": papers,
            "return_now": self._return_now(),
        }

    def _return_now(self) -> ReturnNow | None:
        """Return what was decided at the counter, if the result is returned now."""
        values = self.cleaned_data
        if not values["return_now"]:
            return None
        return ReturnNow(values["return_now"], receipt=values["receipt"], reason=values["reason"])
