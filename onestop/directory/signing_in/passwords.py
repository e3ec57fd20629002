"""Rules for new passwords: long, not on the list of the usual ones, not the person's name.

Nothing about digits and signs: such rules make passwords that are written down (NIST SP 800-63B,
5.1.1.2).
"""

import unicodedata
from difflib import SequenceMatcher
from typing import Any

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from onestop.directory.models import User

SIMILAR = 0.7  # of 1; from here on a password is the name with a few other letters


class LengthRule(MinimumLengthValidator):
    """At least so many characters."""

    def get_error_message(self) -> str:
        """Say what to do."""
        return self.get_help_text()

    def get_help_text(self) -> str:
        """Return the rule as a sentence."""
        return _("Hãy chọn mật khẩu có ít nhất %(number)s ký tự.") % {"number": self.min_length}


class CommonRule(CommonPasswordValidator):
    """None of the twenty thousand passwords that everybody tries first."""

    def get_error_message(self) -> str:
        """Say what is wrong."""
        return _("Mật khẩu này có trong danh sách mật khẩu hay bị đoán. Hãy chọn mật khẩu khác.")

    def get_help_text(self) -> str:
        """Return the rule as a sentence."""
        return _("Đừng dùng mật khẩu mà nhiều người dùng, như 123456789.")


class NameRule:
    """Not the account's name nor the person's, with or without diacritics."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise `ValidationError` if the password is or holds the name."""
        if isinstance(user, User) and any(_alike(password, name) for name in _names(user)):
            message = _("Mật khẩu giống tên của bạn quá. Hãy chọn mật khẩu khác.")
            raise ValidationError(message, code="name")

    def get_help_text(self) -> str:
        """Return the rule as a sentence."""
        return _("Đừng dùng họ tên hoặc tên tài khoản của bạn.")


def _names(user: User) -> list[str]:
    names = (_plain(user.username), _plain(user.full_name))
    return [name for name in names if len(name) > len("an")]


def _alike(password: str, name: str) -> bool:
    plain = _plain(password)
    if len(name) * 2 >= len(plain) and name in plain:
        return True
    return SequenceMatcher(None, plain[: 4 * len(name)], name).ratio() >= SIMILAR


def _plain(text: str) -> str:
    """Return the text in small letters without diacritics and spaces."""
    letters = unicodedata.normalize("NFKD", text.casefold()).replace("đ", "d")
    return "".join(letter for letter in letters if letter.isalnum())
