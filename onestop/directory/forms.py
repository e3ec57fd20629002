"""The sign-in form."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from onestop.directory.models import User
from onestop.directory.refusals import Text

_EMPTY = {"required": _("Chưa nhập ô này.")}


class SignInForm(forms.Form):
    """Name and password. An unknown, a locked and a mistyped account get the same sentence."""

    username = forms.CharField(
        label=_("Tên tài khoản"),
        max_length=150,
        error_messages=_EMPTY,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autocapitalize": "none",
                "autofocus": True,
                "spellcheck": "false",
            }
        ),
    )
    password = forms.CharField(
        label=_("Mật khẩu"),
        max_length=200,
        strip=False,
        error_messages=_EMPTY,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, data: Any = None) -> None:
        super().__init__(data)
        self._request = request
        self.user: User | None = None

    def clean(self) -> dict[str, Any]:
        """Find the account; `user` holds it afterwards."""
        values = self.cleaned_data
        if {"username", "password"} <= values.keys():
            self.user = authenticate(self._request, **values)
            if self.user is None:
                raise forms.ValidationError(str(self._refused()))
        return values

    def _refused(self) -> Text:
        if vars(self._request).get("directory_away"):
            return _(
                "Không hỏi được máy chủ tài khoản, nên chưa biết mật khẩu có đúng không. Hãy thử "
                "lại sau ít phút, hoặc báo người quản trị."
            )
        return _(
            "Tên tài khoản hoặc mật khẩu chưa đúng. Hãy kiểm tra rồi nhập lại; nếu "
            "quên mật khẩu, hãy nhờ người quản trị đặt lại."
        )
