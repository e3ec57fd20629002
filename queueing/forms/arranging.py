"""The forms in which an office arranges its queue; the services check once more what they store."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onestop.catalogue.models import Procedure
from onestop.clock.trail import WEEKDAYS
from onestop.directory.models import Office, User
from onestop.directory.refusals import Refusal
from queueing.models import Counter, PriorityClass, Service
from queueing.models.services import MOST_PLACES, SLOTS
from queueing.opening import Hours
from queueing.services.arranging.counters import Place
from queueing.services.arranging.rule import (
    LONGEST_MINUTES,
    LONGEST_PAUSE,
    LONGEST_WAIT,
    MOST_TURNS,
)

PARTS = ("morning", "afternoon")
_EMPTY = {"required": _("Không được để trống.")}


class Versioned(forms.Form):
    """A form that names the version of the settings that was seen."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def refuse(self, refusal: Refusal) -> None:
        """Show a service's refusal beside its fields; what names none of them, above."""
        for field, text in refusal.errors.items():
            self.add_error(field if field in self.fields else None, str(text))
        if not refusal.errors:
            self.add_error(None, str(refusal.detail))

    def told(self) -> dict[str, Any]:
        """Return what the service takes; only for a valid form."""
        return dict(self.cleaned_data)


class ServiceForm(Versioned):
    """A queue service."""

    code = forms.SlugField(
        label=_("Mã (chữ thường, số, gạch nối)"), max_length=40, error_messages=_EMPTY
    )
    name = forms.CharField(label=_("Tên"), max_length=100, error_messages=_EMPTY)
    words = forms.CharField(
        label=_("Lời thường ngày trên máy lấy số"), max_length=200, required=False
    )
    name_en = forms.CharField(label=_("Tên tiếng Anh"), max_length=100, required=False)
    letter = forms.RegexField(
        r"\A[A-Z]{1,2}\Z",
        label=_("Chữ của dãy số"),
        error_messages={**_EMPTY, "invalid": _("Nhập một hoặc hai chữ in hoa, ví dụ A.")},
    )
    start = forms.IntegerField(label=_("Số bắt đầu mỗi ngày"), min_value=1, max_value=9000)
    width = forms.IntegerField(label=_("Số chữ số"), min_value=1, max_value=6)
    position = forms.IntegerField(label=_("Thứ tự trên máy lấy số"), min_value=0, max_value=999)
    capacity = forms.IntegerField(
        label=_("Số lượt mỗi ngày (để trống: không giới hạn)"),
        min_value=0,
        max_value=100_000,
        required=False,
    )
    slot_places = forms.IntegerField(
        label=_("Có hẹn: số lượt mỗi khung giờ (0: không nhận hẹn)"),
        min_value=0,
        max_value=MOST_PLACES,
    )
    slot_minutes = forms.TypedChoiceField(
        label=_("Có hẹn: khung giờ dài, phút"), choices=SLOTS, coerce=int
    )
    active = forms.BooleanField(label=_("Đang nhận"), required=False)
    returns_results = forms.BooleanField(label=_("Dành để trả kết quả"), required=False)
    message = forms.CharField(
        label=_("Lời nhắn khi tạm ngừng hoặc hết lượt"), max_length=200, required=False
    )
    procedures = forms.ModelMultipleChoiceField(
        Procedure.objects.none(),
        label=_("Thủ tục"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )

    def __init__(self, service: Service | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Procedure.objects.offered_on(timezone.localdate())
        self.fields["procedures"].queryset = offered  # type: ignore[attr-defined]
        if service is not None:
            self.fields["code"].disabled = True

    def told(self) -> dict[str, Any]:
        """Return what `service_arrange` takes."""
        facts = super().told()
        facts["procedure_ids"] = [one.pk for one in facts.pop("procedures")]
        return facts


HELPS = "helps"
PLACES: Sequence[tuple[str, Any]] = (
    ("", _("không nhận")),
    *((str(rank), format_lazy(_("nhận, thứ tự {rank}"), rank=rank)) for rank in range(1, 10)),
    (HELPS, _("hỗ trợ khi rảnh")),
)


class CounterForm(Versioned):
    """A counter."""

    name = forms.CharField(label=_("Tên"), max_length=60, error_messages=_EMPTY)
    position = forms.IntegerField(label=_("Thứ tự"), min_value=0, max_value=999)
    side = forms.ChoiceField(
        label=_("Hướng nhìn từ màn hình chờ"), choices=Counter.Side.choices, required=False
    )
    staff = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("Cán bộ"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, office: Office, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = User.objects.filter(is_active=True, memberships__office=office).distinct()
        self.fields["staff"].queryset = staff.order_by("full_name", "pk")  # type: ignore[attr-defined]
        self.services = list(office.services.all())
        for one in self.services:
            self.fields[f"service_{one.pk}"] = forms.ChoiceField(
                label=one.name, choices=PLACES, required=False
            )

    def told(self) -> dict[str, Any]:
        """Return what `counter_arrange` takes."""
        facts = super().told()
        facts["staff_ids"] = [one.pk for one in facts.pop("staff")]
        places = {one.pk: facts.pop(f"service_{one.pk}") for one in self.services}
        facts["places"] = {
            pk: Place(rank=1, helps=True) if place == HELPS else Place(rank=int(place))
            for pk, place in places.items()
            if place
        }
        return facts


class PriorityForm(Versioned):
    """A priority class."""

    code = forms.SlugField(
        label=_("Mã (chữ thường, số, gạch nối)"), max_length=40, error_messages=_EMPTY
    )
    name = forms.CharField(label=_("Tên"), max_length=100, error_messages=_EMPTY)
    name_en = forms.CharField(label=_("Tên tiếng Anh"), max_length=100, required=False)
    position = forms.IntegerField(label=_("Thứ tự"), min_value=0, max_value=999)
    active = forms.BooleanField(label=_("Đang dùng"), required=False)

    def __init__(self, known: PriorityClass | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if known is not None:
            self.fields["code"].disabled = True


def _minutes(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=LONGEST_MINUTES)


class RuleForm(Versioned):
    """The dispatch rule."""

    priority_turns = forms.IntegerField(
        label=_("Số lượt ưu tiên cho một lượt thường"), min_value=0, max_value=MOST_TURNS
    )
    longest_wait = forms.IntegerField(
        label=_("Chờ lâu nhất vì ưu tiên, phút"), min_value=0, max_value=LONGEST_WAIT
    )
    appointment_early = _minutes(_("Có hẹn: được gọi sớm nhất, phút trước giờ hẹn"))
    appointment_late = _minutes(_("Có hẹn: giữ lượt đến, phút sau giờ hẹn"))
    grace = _minutes(_("Vắng mặt: quay lại giữ chỗ trong, phút"))
    recall_pause = forms.IntegerField(
        label=_("Giữa hai lần gọi lại, giây"), min_value=0, max_value=LONGEST_PAUSE
    )


class HoursForm(Versioned):
    """The hours in which tickets are given: two openings a weekday."""

    def __init__(self, hours: Sequence[Hours], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        filled = _by_field(hours)
        for weekday in range(len(WEEKDAYS)):
            for part in PARTS:
                for end in ("opens", "closes"):
                    name = f"{part}_{end}_{weekday}"
                    self.fields[name] = forms.TimeField(
                        required=False,
                        initial=filled.get(name),
                        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
                        error_messages={"invalid": _("Nhập giờ như 07:30.")},
                    )

    def days(self) -> Iterator[dict[str, Any]]:
        """Yield the weekdays with their name, their fields and what is wrong with them."""
        for weekday, name in enumerate(WEEKDAYS):
            fields = [self[f"{part}_{end}_{weekday}"] for part in PARTS for end in _ENDS]
            wrong = [error for field in fields for error in field.errors]
            yield {"name": gettext(name), "fields": fields, "errors": wrong}

    def clean(self) -> dict[str, Any]:
        """Ask for both ends of an opening."""
        values = self.cleaned_data
        for weekday in range(len(WEEKDAYS)):
            for part in PARTS:
                opens, closes = (values.get(f"{part}_{end}_{weekday}") for end in _ENDS)
                if (opens is None) != (closes is None):
                    self.add_error(f"{part}_opens_{weekday}", _("Nhập cả giờ mở và giờ đóng."))
        return values

    def refuse(self, refusal: Refusal) -> None:
        """Show a service's refusal at its day."""
        for field, text in refusal.errors.items():
            self.add_error(f"morning_opens_{field.removeprefix('day_')}", str(text))
        if not refusal.errors:
            self.add_error(None, str(refusal.detail))

    def told(self) -> dict[str, Any]:
        """Return what `opening_hours_set` takes."""
        values = self.cleaned_data
        hours = [
            Hours(weekday, values[f"{part}_opens_{weekday}"], values[f"{part}_closes_{weekday}"])
            for weekday in range(len(WEEKDAYS))
            for part in PARTS
            if values[f"{part}_opens_{weekday}"]
        ]
        return {"hours": hours, "version": values["version"]}


_ENDS = ("opens", "closes")


def _by_field(hours: Sequence[Hours]) -> Mapping[str, Any]:
    """Return the times by field: of more than two openings a day the first and the last."""
    filled: dict[str, Any] = {}
    for weekday in range(len(WEEKDAYS)):
        of_day = [one for one in hours if one.weekday == weekday]
        for part, one in zip(PARTS, of_day, strict=False):
            filled[f"{part}_opens_{weekday}"] = one.opens
            filled[f"{part}_closes_{weekday}"] = one.closes
    return filled
