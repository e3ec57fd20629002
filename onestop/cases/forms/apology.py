"""The forms of an apology: its draft, and the reason for which a leader returns it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onestop.cases.apology_reasons import APOLOGY_REASONS
from onestop.cases.texts import LONGEST_REASON
from onestop.cases.words import moment

# The last of the office's reasons asks for words of one's own.
OTHER_CAUSE = str(len(APOLOGY_REASONS) - 1)
NO_DAY = "none"
OTHER_DAY = "other"

Choices = list[tuple[str, str | Promise]]


def _area() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST_REASON})


class ApologyForm(forms.Form):
    """Why the result is late, and until when it is promised now.

    `dates` are proposed; None: the case has had its one new date, and the letter carries none.
    """

    def __init__(self, dates: Sequence[datetime] | None, data: Any = None) -> None:
        super().__init__(data, auto_id="apology_%s")
        self.fields["cause"] = forms.ChoiceField(
            label=_("Vì sao chậm"),
            choices=[("", _("Chọn lý do")), *_causes()],
            error_messages={"required": _("Hãy chọn lý do.")},
        )
        self.fields["reason"] = forms.CharField(
            label=_("Nói rõ thêm, in trên thư"), required=False, widget=_area()
        )
        if dates is not None:
            self.fields["new_due_at"] = _day_field(dates)
            self.fields["other_day"] = _other_day_field()

    def clean(self) -> dict[str, Any]:
        """Ask for words where the list has none, and for a day or the choice to give none."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("cause") == OTHER_CAUSE and not cleaned.get("reason"):
            self.add_error("reason", _("Hãy ghi lý do."))
        if "new_due_at" in cleaned:
            self._clean_day(cleaned)
        return cleaned

    def _clean_day(self, cleaned: dict[str, Any]) -> None:
        """Take a day that was typed for the choice of another day."""
        if not cleaned["new_due_at"] and cleaned.get("other_day"):
            cleaned["new_due_at"] = OTHER_DAY
        if not cleaned["new_due_at"]:
            self.add_error("new_due_at", _("Hãy chọn ngày hẹn mới, hoặc «Không hẹn lại ngày»."))
        elif cleaned["new_due_at"] == OTHER_DAY and not cleaned.get("other_day", True):
            self.add_error("other_day", _("Hãy nhập ngày."))

    def told(self) -> dict[str, Any]:
        """Return reason and new date for the service, as far as they could be read."""
        return {"reason": self._reason(), "new_due_at": self._new_due_at()}

    def _reason(self) -> str:
        """Return the reason in Vietnamese, the language of the letter, whatever the page's."""
        cause = self.cleaned_data.get("cause", OTHER_CAUSE)
        words = str(self.cleaned_data.get("reason", ""))
        if cause == OTHER_CAUSE:
            return words
        with translation.override("vi"):
            chosen = str(APOLOGY_REASONS[int(cause)])
        return f"{chosen}: {words}" if words else chosen

    def _new_due_at(self) -> date | datetime | None:
        """Return the new date; a day alone means its closing time, None that none is given."""
        chosen = self.cleaned_data.get("new_due_at") or NO_DAY
        if chosen == OTHER_DAY:
            day: date | None = self.cleaned_data.get("other_day")
            return day
        return None if chosen == NO_DAY else datetime.fromisoformat(chosen)


class ReturnForm(forms.Form):
    """Why a leader returns a draft."""

    reason = forms.CharField(label=_("Cần sửa gì"), required=False, widget=_area())


def _causes() -> Choices:
    return [(str(place), text) for place, text in enumerate(APOLOGY_REASONS)]


def _day_field(dates: Sequence[datetime]) -> forms.ChoiceField:
    proposed = [(timezone.localtime(one).isoformat(), moment(one)) for one in dates]
    return forms.ChoiceField(
        label=_("Hẹn lại ngày trả kết quả"),
        choices=[*proposed, (OTHER_DAY, _("Ngày khác")), (NO_DAY, _("Không hẹn lại ngày"))],
        required=False,
        widget=forms.RadioSelect,
    )


def _other_day_field() -> forms.DateField:
    return forms.DateField(
        label=_("Nếu là ngày khác, nhập ngày"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Ngày này không có thật. Hãy nhập lại.")},
    )
