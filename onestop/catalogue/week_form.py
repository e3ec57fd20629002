"""The fields of a week's hours: two stretches a weekday, with lunch between them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import time
from itertools import pairwise
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onestop.clock.calendar import Hours
from onestop.clock.trail import WEEKDAYS

PARTS = ("morning", "afternoon")
ENDS = ("opens", "closes")


def time_field(**options: Any) -> forms.TimeField:
    """Return a field for a time of day such as 07:30."""
    return forms.TimeField(
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Nhập giờ như 07:30.")},
        **options,
    )


class WeekForm(forms.Form):
    """Hours from Monday to Sunday; of more than two stretches a day the first two are shown."""

    def __init__(self, week: Sequence[Hours], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        filled = dict(_by_field(week))
        for weekday in range(len(WEEKDAYS)):
            for part in PARTS:
                for end in ENDS:
                    name = f"{part}_{end}_{weekday}"
                    self.fields[name] = time_field(initial=filled.get(name))

    def days(self) -> Iterator[Mapping[str, Any]]:
        """Yield the weekdays with their name, their fields and what is wrong with them."""
        for weekday, name in enumerate(WEEKDAYS):
            fields = [self[f"{part}_{end}_{weekday}"] for part in PARTS for end in ENDS]
            wrong = [error for field in fields for error in field.errors]
            yield {"name": gettext(name), "fields": fields, "errors": wrong}

    def clean(self) -> dict[str, Any]:
        """Ask for both ends of a stretch, in their order, and for some hours in the week."""
        values = self.cleaned_data
        for weekday in range(len(WEEKDAYS)):
            stretches = [self._stretch(part, weekday) for part in PARTS]
            if any((opens is None) != (closes is None) for opens, closes in stretches):
                self.add_error(f"morning_opens_{weekday}", _("Nhập cả giờ mở và giờ đóng."))
            elif _out_of_order(stretches):
                self.add_error(
                    f"morning_opens_{weekday}",
                    _("Giờ đóng phải sau giờ mở và hai buổi không chồng lên nhau."),
                )
        if not self.errors and not any(self.week()):
            self.add_error(None, _("Tuần phải có giờ làm việc."))
        return values

    def week(self) -> tuple[Hours, ...]:
        """Return the hours of Monday to Sunday; only for a valid form."""
        return tuple(
            tuple(
                (opens, closes)
                for opens, closes in (self._stretch(part, weekday) for part in PARTS)
                if opens is not None and closes is not None
            )
            for weekday in range(len(WEEKDAYS))
        )

    def _stretch(self, part: str, weekday: int) -> tuple[time | None, time | None]:
        opens, closes = (self.cleaned_data.get(f"{part}_{end}_{weekday}") for end in ENDS)
        return opens, closes


def _out_of_order(stretches: Sequence[tuple[time | None, time | None]]) -> bool:
    ends = [end for stretch in stretches for end in stretch if end is not None]
    return any(later < earlier for earlier, later in pairwise(ends)) or any(
        opens is not None and opens == closes for opens, closes in stretches
    )


def _by_field(week: Sequence[Hours]) -> Iterator[tuple[str, time]]:
    for weekday, hours in enumerate(week):
        for part, (opens, closes) in zip(PARTS, hours, strict=False):
            yield f"{part}_opens_{weekday}", opens
            yield f"{part}_closes_{weekday}", closes
