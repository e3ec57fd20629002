"""Forms of what is put right or entered afterwards; the services say what is wrong with it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onestop.cases.applicants import ApplicantData
from onestop.cases.forms.refused import refusal_into
from onestop.cases.models import Applicant, Case
from onestop.cases.texts import LONGEST_REASON
from onestop.catalogue.models import Procedure
from onestop.directory.models import Agency, Office
from onestop.directory.refusals import BadInput

PERSON = ("name", "identity", "phone", "email", "address")
EMPTY = _("Không được để trống.")
NO_MOMENT = _("Nhập ngày và giờ, ví dụ 23/11/2026 09:30.")
FORMATS = ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M:%S")


def _text(label: str | Promise, *, longest: int, required: bool = False) -> forms.CharField:
    attrs = {"autocomplete": "off", "spellcheck": "false"}
    return forms.CharField(
        label=str(label),
        max_length=longest,
        required=required,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"required": str(EMPTY)},
    )


def _reason(label: str | Promise) -> forms.CharField:
    return forms.CharField(
        label=str(label),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST_REASON}),
        error_messages={"required": str(EMPTY)},
    )


def _moment(label: str | Promise) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMATS[0])
    return forms.DateTimeField(
        label=str(label),
        input_formats=FORMATS,
        widget=widget,
        error_messages={"required": str(NO_MOMENT), "invalid": str(NO_MOMENT)},
    )


class Refusable(forms.Form):
    """A form that shows a service's refusal beside the fields that it names."""

    def refused(self, refusal: BadInput) -> None:
        """Show what the service refused."""
        refusal_into(self, refusal)


class PersonForm(Refusable):
    """The fields of an applicant."""

    def __init__(self, data: Any = None, *, prefix: str, initial: Any = None) -> None:
        super().__init__(data, auto_id=f"{prefix}_%s", initial=initial)
        self.fields["name"] = _text(_("Họ và tên người nộp"), longest=200, required=True)
        self.fields["identity"] = _text(_("Số căn cước"), longest=40)
        self.fields["phone"] = _text(_("Số điện thoại"), longest=40)
        self.fields["email"] = _text(_("Thư điện tử"), longest=254)
        self.fields["address"] = _text(_("Địa chỉ"), longest=300)

    def person(self) -> ApplicantData:
        """Return the applicant as typed; only for a valid form."""
        return ApplicantData(**{name: self.cleaned_data[name] for name in PERSON})


class CorrectionForm(PersonForm):
    """The applicant as it should have been typed, and why it is corrected."""

    def __init__(self, person: Applicant, data: Any = None) -> None:
        initial = {name: getattr(person, name) for name in PERSON}
        super().__init__(data, prefix="applicant", initial=initial)
        self.fields["reason"] = _reason(_("Vì sao sửa"))


class ErrorForm(Refusable):
    """What is wrong with a returned result, or what was corrected of it: one text."""

    def __init__(self, name: str, label: str | Promise, data: Any = None) -> None:
        super().__init__(data, auto_id="error_%s")
        self.fields[name] = _reason(label)


class LeaveForm(Refusable):
    """The time of an outage, and what it was."""

    def __init__(self, offices: Sequence[Office], data: Any = None) -> None:
        super().__init__(data, auto_id="leave_%s")
        self.fields["office"] = office_field(offices)
        self.fields["from_at"] = _moment(_("Sự cố từ"))
        self.fields["until_at"] = _moment(_("đến"))
        self.fields["reason"] = _reason(_("Sự cố gì, vì sao phải nhập bù"))


class LateEntryForm(PersonForm):
    """A dossier that was received on paper: when, for which procedure, of whom."""

    def __init__(self, offices: Sequence[Office], data: Any = None) -> None:
        super().__init__(data, prefix="entry")
        agencies = Agency.objects.filter(office__in=list(offices)).order_by("code")
        self.fields["office"] = office_field(offices)
        self.fields["agency"] = forms.ChoiceField(
            label=str(_("Cơ quan giải quyết")),
            choices=[(one.code, one.name) for one in agencies],
            error_messages={"required": str(_("Hãy chọn cơ quan."))},
        )
        self.fields["received_at"] = _moment(_("Đã nhận lúc"))
        self.fields["procedure"] = _procedure_field()
        self.fields["return_method"] = forms.ChoiceField(
            label=str(_("Nhận kết quả")), choices=Case.ReturnMethod.choices
        )
        self.order_fields(["office", "received_at", "procedure", "agency"])

    def facts(self) -> dict[str, Any]:
        """Return what the service is told beside office and person; only for a valid form."""
        told = self.cleaned_data
        received_at: datetime = told["received_at"]
        return {
            "procedure_code": told["procedure"],
            "agency_code": told["agency"],
            "return_method": told["return_method"],
            "applicant": self.person(),
            "received_at": received_at,
        }


def _procedure_field() -> forms.ChoiceField:
    """Return a field to choose one of the procedures that take cases."""
    timed = Procedure.objects.filter(processing_value__isnull=False).order_by("code")
    named = {one.code: f"{one.code} {one.name}" for one in timed}
    return forms.ChoiceField(
        label=str(_("Thủ tục")),
        choices=[("", _("Chọn thủ tục…")), *named.items()],
        error_messages={"required": str(_("Hãy chọn thủ tục."))},
    )


def office_field(offices: Sequence[Office]) -> forms.ChoiceField:
    """Return a field to choose an office; hidden where there is only one."""
    widget = forms.Select if len(offices) > 1 else forms.HiddenInput
    return forms.ChoiceField(
        label=str(_("Bộ phận một cửa")),
        choices=[(one.code, one.name) for one in offices],
        initial=offices[0].code if offices else None,
        widget=widget,
    )
