"""The forms of an apology: its draft, and the reason for which a leader returns it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onestop.cases.apology_reasons import OTHER, Reason
from onestop.cases.models import ApologyAttempt
from onestop.cases.texts import LONGEST_REASON
from onestop.cases.words import moment

NO_DAY = "none"
OTHER_DAY = "other"

Choices = list[tuple[str, str | Promise]]


def _area() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST_REASON})


class ApologyForm(forms.Form):
    """Why the result is late, and until when it is promised now.

    `reasons` are the office's, `dates` are proposed; None: the case has had its one new date, and
    the letter carries none. `returned` is the reason of a draft that is written anew.
    """

    def __init__(
        self,
        reasons: Sequence[Reason],
        dates: Sequence[datetime] | None,
        data: Any = None,
        *,
        returned: str = "",
    ) -> None:
        super().__init__(data, auto_id="apology_%s", initial=_begun(reasons, dates, returned))
        self._reasons = {one.key: one.text for one in reasons}
        self.fields["cause"] = forms.ChoiceField(
            label=_("Vì sao chậm"),
            choices=[("", _("Chọn lý do")), *self._reasons.items()],
            error_messages={
                "required": _("Hãy chọn lý do."),
                "invalid_choice": _("Danh sách lý do vừa đổi. Hãy chọn lại."),
            },
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
        if cleaned.get("cause") == OTHER and not cleaned.get("reason"):
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
        cause = self.cleaned_data.get("cause", OTHER)
        words = str(self.cleaned_data.get("reason", ""))
        if cause == OTHER:
            return words
        chosen = _in_vietnamese(self._reasons[cause])
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


class SendForm(forms.Form):
    """By what the citizen was told, and whether that reached them."""

    channel = forms.ChoiceField(
        label=_("Báo bằng"),
        choices=[("", _("Chọn cách báo")), *ApologyAttempt.Channel.choices],
        error_messages={"required": _("Hãy chọn cách báo cho người nộp.")},
    )
    reached = forms.ChoiceField(
        label=_("Kết quả"),
        choices=[("yes", _("đã đến người nộp")), ("no", _("chưa đến người nộp"))],
    )

    def told(self) -> dict[str, Any]:
        """Return channel and result for the service."""
        data = self.cleaned_data
        return {"channel": data["channel"], "reached": data["reached"] == "yes"}


def _begun(
    reasons: Sequence[Reason], dates: Sequence[datetime] | None, returned: str
) -> dict[str, str]:
    """Return what is filled in already: the first date, and what a returned draft said."""
    begun = {"new_due_at": timezone.localtime(dates[0]).isoformat()} if dates else {}
    if not returned:
        return begun
    for one in reasons:
        chosen = _in_vietnamese(one.text)
        if returned == chosen or returned.startswith(f"{chosen}: "):
            return {**begun, "cause": one.key, "reason": returned[len(chosen) :].lstrip(": ")}
    return {**begun, "cause": OTHER, "reason": returned}


def _in_vietnamese(text: str | Promise) -> str:
    """Return the text in the language of the letter."""
    with translation.override("vi"):
        return str(text)


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
