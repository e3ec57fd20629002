"""Puts a service's refusal where it belongs: beside the field that it names."""

from django import forms

from onestop.directory.refusals import BadInput


def refusal_into(form: forms.Form, refusal: BadInput) -> None:
    """Add each error to its field of the bound form, or above the form if it has no such field."""
    errors = refusal.errors or {"": refusal.detail}
    for name, sentence in errors.items():
        form.add_error(name if name in form.fields else None, str(sentence))
