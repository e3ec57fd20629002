"""What the kiosk sends."""

from django import forms

from queueing.forms.once import key_field

LONGEST_SEARCH = 100


class IssueForm(forms.Form):
    """The touch that takes a number: which service, which priority class, and the form's key."""

    service = forms.CharField(max_length=40)
    priority = forms.CharField(max_length=40, required=False)
    key = key_field()


class SearchForm(forms.Form):
    """What a citizen looks for."""

    q = forms.CharField(max_length=LONGEST_SEARCH, required=False)


class CheckInForm(forms.Form):
    """The code of an appointment, with whatever stands between its digits."""

    code = forms.RegexField(r"\A[- \u00a0]*(?:[0-9][- \u00a0]*){8}\Z", max_length=32)
    key = key_field()
