"""What tablets and supervisors send. The services check it again."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onestop.feedback.selectors import LONGEST_PERIOD, By, Period

LARGEST = 2**63 - 1


class RatingForm(forms.Form):
    """A touch on one of the faces."""

    ticket = forms.IntegerField(min_value=1, max_value=LARGEST)
    score = forms.IntegerField(min_value=1, max_value=5)


class CommentForm(forms.Form):
    """A few words; how long they may be, the service says in words."""

    ticket = forms.IntegerField(min_value=1, max_value=LARGEST)
    text = forms.CharField(required=False, strip=True)


class PeriodForm(forms.Form):
    """Which ratings are looked at; what is left out is this month, by counter."""

    first = forms.DateField(
        label=_("Từ ngày"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Nhập ngày như 2026-11-25.")},
    )
    last = forms.DateField(
        label=_("Đến hết ngày"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Nhập ngày như 2026-11-25.")},
    )
    by = forms.ChoiceField(
        label=_("Xem theo"),
        required=False,
        choices=[(By.COUNTER, _("quầy")), (By.OFFICER, _("cán bộ")), (By.SERVICE, _("dịch vụ"))],
    )
    after = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    office = forms.SlugField(required=False, max_length=40)

    def __init__(self, today: date, data: Any) -> None:
        super().__init__(data)
        self._today = today

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins, or is longer than a year."""
        period = self.period
        if period.last < period.first:
            self.add_error("last", _("Ngày cuối phải từ ngày đầu trở đi."))
        elif period.last - period.first > LONGEST_PERIOD:
            self.add_error("last", _("Chọn nhiều nhất một năm."))
        return self.cleaned_data

    @property
    def period(self) -> Period:
        """Return the period that is looked at."""
        last = self.cleaned_data.get("last") or self._today
        first = self.cleaned_data.get("first") or min(last, self._today).replace(day=1)
        return Period(
            max(first, date.min + timedelta(days=2)), min(last, date.max - timedelta(days=2))
        )

    @property
    def grouped_by(self) -> By:
        """Return by what they are grouped."""
        return By(self.cleaned_data.get("by") or By.COUNTER)
