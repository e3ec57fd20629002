"""Forms for a new password and for the codes of the second factor."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from onestop.directory.models import User

_EMPTY = {"required": _("Chưa nhập ô này.")}


def _password(label: Any, autocomplete: str, **attrs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=200,
        strip=False,
        error_messages=_EMPTY,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete, **attrs}),
    )


class PasswordForm(forms.Form):
    """The present password once, the new one twice. A wrong present one counts for lock-out."""

    present = _password(_("Mật khẩu đang dùng"), "current-password", autofocus=True)
    new = _password(_("Mật khẩu mới"), "new-password")
    again = _password(_("Nhập lại mật khẩu mới"), "new-password")

    def __init__(self, request: HttpRequest, user: User, data: Any = None) -> None:
        super().__init__(data)
        self._request = request
        self._user = user
        self.fields["new"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        """Check the present password, then the rules."""
        values = self.cleaned_data
        if {"present", "new", "again"} <= values.keys():
            self._check(values["present"], values["new"], values["again"])
        return values

    def _check(self, present: str, new: str, again: str) -> None:
        name = self._user.get_username()
        if authenticate(self._request, username=name, password=present) != self._user:
            self.add_error("present", _("Mật khẩu đang dùng chưa đúng."))
            return
        if new != again:
            self.add_error("again", _("Hai lần nhập mật khẩu mới không giống nhau."))
        elif new == present:
            self.add_error("new", _("Mật khẩu mới phải khác mật khẩu đang dùng."))
        else:
            self._check_rules(new)

    def _check_rules(self, new: str) -> None:
        try:
            validate_password(new, self._user)
        except forms.ValidationError as refused:
            self.add_error("new", refused)


class CodeForm(forms.Form):
    """A code of the app, or a back-up code."""

    code = forms.CharField(
        label=_("Mã xác thực"),
        max_length=20,
        error_messages=_EMPTY,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "none",
                "autofocus": True,
                "spellcheck": "false",
            }
        ),
    )
