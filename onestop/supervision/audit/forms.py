"""What the audit is asked for in the address."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onestop.cases.models import Case
from onestop.cases.texts import is_plain
from onestop.directory.models import AuditEvent, Office, User
from onestop.supervision.audit.search import Wanted
from onestop.supervision.audit.words import GROUPS

# Without a day given, so far back; and at most so far in one search, for it reads day after day.
USUAL_DAYS, MOST_DAYS = 7, 92
YEARS = range(2000, 2200)
LONGEST_NAME, LONGEST_CODE = 150, 60


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    message = {"invalid": _("Ngày không hợp lệ.")}
    return forms.DateField(label=label, required=False, widget=widget, error_messages=message)


class AuditFilter(forms.Form):
    """Person, case, group and days; each may be left out."""

    person = forms.CharField(
        label=_("Tên tài khoản"),
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    code = forms.CharField(
        label=_("Mã hồ sơ"),
        required=False,
        max_length=LONGEST_CODE,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    group = forms.ChoiceField(
        label=_("Loại việc"),
        required=False,
        choices=[("", _("tất cả")), *((key, words) for key, (words, _parts) in GROUPS.items())],
    )
    first = _day(_("Từ ngày"))
    last = _day(_("Đến ngày"))

    def __init__(self, offices: Sequence[Office], today: date, data: Any) -> None:
        filled = data.copy()
        filled.setdefault("last", str(today))
        filled.setdefault("first", str(today - timedelta(days=USUAL_DAYS)))
        super().__init__(filled, auto_id="filter_%s")
        widget = forms.Select if len(offices) > 1 else forms.HiddenInput
        choices = [(one.code, one.name) for one in offices]
        label = gettext("Bộ phận một cửa")
        self.fields["office"] = forms.ChoiceField(
            label=label, required=False, choices=choices, widget=widget
        )
        self._offices, self._today = offices, today

    @property
    def office(self) -> Office:
        """Return the office that was asked for, else the first."""
        code = self.cleaned_data.get("office")
        return next((one for one in self._offices if one.code == code), self._offices[0])

    def wanted(self) -> Wanted:
        """Return what was asked for."""
        asked = self.cleaned_data
        return Wanted(asked["first"], asked["last"], asked["person"], asked["code"], asked["group"])

    def clean(self) -> dict[str, Any]:
        """Find account and case in the office, and see that the days are a bounded range."""
        asked = self.cleaned_data
        asked["person"] = self._found("person", self._person(asked.get("person", "")))
        asked["code"] = self._found("code", self._case(asked.get("code", "")))
        if not self.errors:
            self._days(asked)
        return asked

    def _found(self, field: str, thing: User | Case | None) -> User | Case | None:
        if thing is None and self.cleaned_data.get(field):
            sentence = {
                "person": _("Không có tài khoản này ở đây."),
                "code": _("Không có hồ sơ này ở đây."),
            }
            self.add_error(field, sentence[field])
        return thing

    def _person(self, name: str) -> User | None:
        """Return an account that belongs to the office, or has left its traces there."""
        user = User.objects.filter(username=name).first() if name and name.isprintable() else None
        if user is None or user.memberships.filter(office=self.office).exists():
            return user
        traces = AuditEvent.objects.filter(office_id=self.office.pk, actor_id=user.pk)
        return user if traces.exists() else None

    def _case(self, code: str) -> Case | None:
        if not code or not is_plain(code):
            return None
        return Case.objects.filter(office=self.office, code=code.upper()).first()

    def _days(self, asked: dict[str, Any]) -> None:
        """Fill in what was left empty; a case's few rows are read however old they are."""
        for field in ("first", "last"):
            if asked[field] and asked[field].year not in YEARS:
                self.add_error(field, _("Ngày không hợp lệ."))
                return
        last = asked["last"] = asked["last"] or self._today
        usual = date(2000, 1, 1) if asked["code"] else last - timedelta(days=USUAL_DAYS)
        first = asked["first"] = asked["first"] or usual
        if first > last:
            self.add_error("first", _("Ngày đầu phải trước ngày cuối."))
        elif not asked["code"] and (last - first).days > MOST_DAYS:
            sentence = _("Mỗi lần tra cứu nhiều nhất %(days)d ngày.") % {"days": MOST_DAYS}
            self.add_error("first", sentence)
