"""The key of a form that may take effect once, however often it is sent."""

import secrets

from django import forms

KEY_SHAPE = r"\A[-_A-Za-z0-9]{22}\Z"


def new_key() -> str:
    """Return a key for one form: 128 random bits."""
    return secrets.token_urlsafe(16)


def key_field() -> forms.RegexField:
    """Return the hidden field that carries the key."""
    return forms.RegexField(KEY_SHAPE, widget=forms.HiddenInput)
