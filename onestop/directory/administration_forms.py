"""What administrators fill in. The services check it again: these say what may be chosen."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onestop.directory.models import Agency, Office, User
from onestop.directory.refusals import Refusal
from onestop.directory.rights import DEVICES, Role
from onestop.directory.services.accounts import LONGEST_NAME, LONGEST_TITLE
from onestop.directory.services.tokens import LONGEST_LIFE
from onestop.directory.words import LeavingReason

MOST_SUCCESSORS = 300
LARGEST = 2**31 - 1
_EMPTY = {"required": _("Chưa nhập ô này.")}


class Answered(forms.Form):
    """A form that can show what a service refused."""

    def refuse(self, refusal: Refusal) -> None:
        """Show the refusal at the fields that it names, else above the form."""
        known = {name: text for name, text in refusal.errors.items() if name in self.fields}
        for name, text in known.items():
            self.add_error(name, str(text))
        if not known:
            self.add_error(None, str(refusal.detail))


class VersionForm(Answered):
    """A change of an account that has a version: the one that the administrator has seen."""

    version = forms.IntegerField(min_value=0, max_value=LARGEST, widget=forms.HiddenInput)


class NamesForm(VersionForm):
    """What a person is called."""

    full_name = forms.CharField(
        label=_("Họ và tên"), max_length=LONGEST_NAME, error_messages=_EMPTY
    )
    title = forms.CharField(label=_("Chức danh"), max_length=LONGEST_TITLE, required=False)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Nhập ngày như 2026-11-25.")},
    )


class RoleForm(VersionForm):
    """A role in one office, and the agencies that it acts for."""

    role = forms.ChoiceField(label=_("Vai trò"), error_messages=_EMPTY)
    agencies = forms.MultipleChoiceField(
        label=_("Cơ quan (chuyên viên, lãnh đạo)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    valid_from = _day(_("Từ ngày (để trống: ngay)"))
    valid_until = _day(_("Đến hết ngày (để trống: không hạn)"))

    def __init__(self, roles: Sequence[Role], office: Office, data: Any = None) -> None:
        super().__init__(data)
        choose(self, "role", [(role.value, role.label) for role in roles])
        choose(self, "agencies", _agencies(office.agencies.order_by("code")))


class CreateForm(Answered):
    """A new account with its first role."""

    full_name = NamesForm.base_fields["full_name"]
    title = NamesForm.base_fields["title"]
    username = forms.CharField(
        label=_("Tên tài khoản (chữ thường không dấu)"),
        max_length=40,
        error_messages=_EMPTY,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    role = RoleForm.base_fields["role"]
    agencies = RoleForm.base_fields["agencies"]

    def __init__(self, roles: Sequence[Role], office: Office, data: Any = None) -> None:
        super().__init__(data)
        choose(self, "role", [(role.value, role.label) for role in roles])
        choose(self, "agencies", _agencies(office.agencies.order_by("code")))


class LeaveForm(VersionForm):
    """To whom the open work of who leaves goes."""

    successor = forms.TypedChoiceField(
        label=_("Giao việc đang làm cho"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, colleagues: Iterable[User], data: Any = None) -> None:
        super().__init__(data)
        people = [
            (str(one.pk), f"{one} · {one.title}" if one.title else str(one)) for one in colleagues
        ]
        nobody = ("", _("không ai: số về lại hàng chờ, hồ sơ về danh sách chung"))
        choose(self, "successor", [nobody, *people])


class LockForm(LeaveForm):
    """Why an account is locked, and to whom its open work goes."""

    reason = forms.ChoiceField(label=_("Lý do"), choices=LeavingReason.choices)


class MoveForm(LeaveForm):
    """The role in the other office, and to whom the open work in this one goes."""

    role = RoleForm.base_fields["role"]
    agencies = RoleForm.base_fields["agencies"]

    def __init__(
        self, colleagues: Iterable[User], roles: Sequence[Role], office: Office, data: Any = None
    ) -> None:
        super().__init__(colleagues, data)
        choose(self, "role", [(role.value, role.label) for role in roles])
        choose(self, "agencies", _agencies(office.agencies.order_by("code")))


class SearchForm(forms.Form):
    """What a list of accounts is asked for. It is sent as POST: names stay out of addresses."""

    q = forms.CharField(
        label=_("Họ tên hoặc tên tài khoản"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label=_("Vai trò"),
        required=False,
        choices=[
            ("", _("tất cả")),
            *((role.value, role.label) for role in Role if role not in DEVICES),
        ],
    )
    locked = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[("", _("tất cả")), ("no", _("đang dùng")), ("yes", _("bị khóa"))],
    )
    after = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput
    )


class TokenForm(Answered):
    """A new token of one's own."""

    name = forms.CharField(label=_("Dùng cho việc gì"), max_length=100, error_messages=_EMPTY)
    days = forms.IntegerField(
        label=_("Số ngày có hiệu lực"),
        min_value=1,
        max_value=LONGEST_LIFE.days,
        initial=365,
        error_messages=_EMPTY,
    )


def choose(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    """Say what may be chosen in a field."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = list(choices)


def _agencies(agencies: Iterable[Agency]) -> list[tuple[str, str]]:
    return [(one.code, one.name) for one in agencies]
