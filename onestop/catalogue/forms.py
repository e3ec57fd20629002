"""What administrators of the catalogue fill in. The services check it again."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onestop.catalogue.models import Field, Procedure, ProcedureStep
from onestop.catalogue.services import ProcedureFacts, StepFacts
from onestop.catalogue.services.steps import LONGEST_NAME, MOST_GROUPS
from onestop.catalogue.services.versions import TEXTS
from onestop.catalogue.workflow_check import WORKERS
from onestop.clock.deadline import LONGEST_TERM
from onestop.directory.administration_forms import LARGEST, Answered
from onestop.directory.models import Agency
from onestop.directory.rights import Role

_EMPTY = {"required": _("Chưa nhập ô này.")}


class RevisionForm(Answered):
    """A change of a draft: it names the revision that its author has seen."""

    revision = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)


class MoveForm(RevisionForm):
    """A step goes one place up or down."""

    by = forms.TypedChoiceField(choices=[("-1", "-1"), ("1", "1")], coerce=int)


class StepForm(RevisionForm):
    """A step of a draft, and where it leads."""

    name = forms.CharField(label=_("Tên bước"), max_length=LONGEST_NAME, error_messages=_EMPTY)
    role = forms.ChoiceField(
        label=_("Ai làm"),
        choices=[(role.value, role.label) for role in Role if role in WORKERS],
        error_messages=_EMPTY,
    )
    agency = forms.TypedChoiceField(
        label=_("Cơ quan"), required=False, coerce=int, empty_value=None
    )
    share = forms.IntegerField(
        label=_("Phần thời gian giải quyết, %"),
        min_value=0,
        max_value=100,
        error_messages=_EMPTY,
    )
    kind = forms.ChoiceField(
        label=_("Cách làm"),
        choices=[
            (ProcedureStep.Kind.WORK, _("xử lý lần lượt")),
            (ProcedureStep.Kind.OPINION, _("lấy ý kiến, cùng lúc với bước cùng nhóm")),
        ],
    )
    parallel_group = forms.IntegerField(
        label=_("Nhóm ý kiến (1 đến 9; để trống: lấy ý kiến riêng)"),
        required=False,
        min_value=1,
        max_value=MOST_GROUPS,
    )
    following = forms.TypedMultipleChoiceField(
        label=_("Bước sau (không chọn: bước kế tiếp theo thứ tự)"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        agencies: Iterable[Agency],
        others: Sequence[ProcedureStep],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.pk, f"{one.name} ({one.code})") for one in agencies]
        _choose(self, "agency", [("", _("cơ quan giải quyết hồ sơ")), *named])
        if others:
            _choose(self, "following", [(one.pk, f"{one.position}. {one.name}") for one in others])
        else:
            del self.fields["following"]

    def facts(self) -> StepFacts:
        """Return what the step says; only for a valid form."""
        told = self.cleaned_data
        return StepFacts(
            name=told["name"],
            role=told["role"],
            share=told["share"],
            agency_id=told["agency"],
            kind=told["kind"],
            parallel_group=told["parallel_group"],
        )


class EndForm(Answered):
    """The last day of a procedure that nothing replaces; empty: it goes on."""

    valid_to = forms.DateField(
        label=_("Ngày cuối có hiệu lực (để trống: không giới hạn)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Nhập ngày như 2026-11-25.")},
    )


class VersionForm(Answered):
    """A new version of a procedure, with its first day."""

    valid_from = forms.DateField(
        label=_("Có hiệu lực từ ngày"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={**_EMPTY, "invalid": _("Nhập ngày như 2026-11-25.")},
    )
    name = forms.CharField(label=_("Tên thủ tục"), max_length=TEXTS["name"], error_messages=_EMPTY)
    field = forms.ModelChoiceField(
        Field.objects.order_by("name"),
        label=_("Lĩnh vực"),
        error_messages={**_EMPTY, "invalid_choice": _("Chọn một lĩnh vực trong danh sách.")},
    )
    route = forms.ChoiceField(label=_("Cấp giải quyết"), choices=Procedure.Route.choices)
    processing_value = forms.IntegerField(
        label=_("Thời gian giải quyết (0: trong ngày; để trống: chưa biết)"),
        required=False,
        min_value=0,
        max_value=LONGEST_TERM,
    )
    processing_unit = forms.ChoiceField(label=_("Tính theo"), choices=Procedure.Unit.choices)
    processing_text = forms.CharField(
        label=_("Thời gian giải quyết, bằng lời"),
        max_length=TEXTS["processing_text"],
        required=False,
    )
    fee_text = forms.CharField(label=_("Phí, lệ phí"), max_length=TEXTS["fee_text"], required=False)
    supplement_clock = forms.ChoiceField(
        label=_("Sau khi bổ sung, thời hạn"), choices=Procedure.SupplementClock.choices
    )
    note = forms.CharField(
        label=_("Ghi chú, căn cứ pháp lý"), max_length=TEXTS["note"], required=False
    )

    def facts(self) -> ProcedureFacts:
        """Return what the version says; only for a valid form."""
        told = {**self.cleaned_data}
        del told["valid_from"]
        return ProcedureFacts(field_id=told.pop("field").pk, **told)


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]
