"""What administrators fill in about printers; the services check it again."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onestop.directory.administration_forms import Answered
from onestop.directory.models import Office
from printing.code_pages import RASTER
from printing.models import Printer, Role
from printing.rule_words import RuleLine
from printing.selectors import stations_of
from printing.services import PrinterFacts, RuleFacts
from printing.services.printers import LONGEST_NAME, WIDTHS
from printing.services.rules import MOST_COPIES
from printing.words import width_words

NONE = ("", "–")
_EMPTY = {"required": _("Chưa nhập ô này.")}


def _number(text: str) -> int | None:
    return int(text) if text else None


class PrinterForm(Answered):
    """A printer as its page shows it."""

    name = forms.CharField(label=_("Tên, nơi đặt"), max_length=LONGEST_NAME, error_messages=_EMPTY)
    url = forms.CharField(
        label=_("Địa chỉ, như escpos+tcp://192.168.1.50:9100"),
        max_length=300,
        error_messages=_EMPTY,
    )
    roles = forms.MultipleChoiceField(
        label=_("In"),
        required=False,
        choices=[(one.value, one.label) for one in Role],
        widget=forms.CheckboxSelectMultiple,
    )
    width_dots = forms.TypedChoiceField(label=_("Khổ giấy"), coerce=int)
    text = forms.CharField(
        label=_("Cách in chữ: raster (máy nào cũng đúng), hoặc bảng mã của máy"),
        max_length=20,
        initial=RASTER,
        error_messages=_EMPTY,
    )
    profile = forms.ChoiceField(label=_("Loại máy"), choices=Printer.Profile.choices)
    spare = forms.TypedChoiceField(
        label=_("Máy dự phòng khi máy này hỏng, hết giấy"),
        coerce=_number,
        required=False,
        empty_value=None,
    )
    station = forms.TypedChoiceField(
        label=_("Trạm in (máy in cắm ở máy tính khác)"),
        coerce=_number,
        required=False,
        empty_value=None,
    )

    def __init__(
        self, office: Office, printer: Printer | None, data: Any = None, url: str = ""
    ) -> None:
        super().__init__(data, initial=_initial(printer) if printer else {"url": url})
        others = office.printers.filter(active=True).order_by("name")
        spares = [(str(one.pk), one.name) for one in others if one != printer]
        stations = [(str(one.pk), str(one)) for one in stations_of(office)]
        _choose(self, "spare", [NONE, *spares])
        _choose(self, "station", [NONE, *stations])
        _choose(self, "width_dots", [(str(one), width_words(one)) for one in WIDTHS])
        self.fields["text"].widget.attrs["list"] = "texts"

    def facts(self) -> PrinterFacts:
        """Return what was filled in."""
        return PrinterFacts(**self.cleaned_data)


def _initial(printer: Printer) -> dict[str, Any]:
    names = ("name", "url", "width_dots", "text", "profile")
    return {
        **{name: getattr(printer, name) for name in names},
        "roles": list(printer.roles.values_list("role", flat=True)),
        "spare": printer.spare_id or "",
        "station": printer.station_id or "",
    }


def _choose(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


class FindForm(Answered):
    """The piece of the network in which printers are looked for."""

    network = forms.CharField(
        label=_("Mạng nội bộ, như 192.168.1.0/24 (để trống: chỉ tìm trên máy chủ này)"),
        max_length=32,
        required=False,
    )


class RulesForm(Answered):
    """The office's print rules: a printer and a number of copies for each thing that happens."""

    def __init__(self, office: Office, lines: Sequence[RuleLine], data: Any = None) -> None:
        super().__init__(data)
        self._lines = lines
        printers = [(str(one.pk), one.name) for one in _printers(office)]
        for number, line in enumerate(lines):
            self.fields[f"printer_{number}"] = forms.TypedChoiceField(
                label=_("Máy in"),
                coerce=_number,
                required=False,
                empty_value=None,
                choices=[("", _("máy được giao việc này")), *printers],
                initial=line.printer_id or "",
            )
            self.fields[f"copies_{number}"] = forms.IntegerField(
                label=_("Số bản"),
                min_value=0,
                max_value=MOST_COPIES,
                initial=line.copies,
                error_messages={
                    **_EMPTY,
                    "invalid": _("Số bản in từ 0 đến 5."),
                    "min_value": _("Số bản in từ 0 đến 5."),
                    "max_value": _("Số bản in từ 0 đến 5."),
                },
            )

    def rows(self) -> list[tuple[RuleLine, forms.BoundField, forms.BoundField]]:
        """Return each line with its two fields."""
        return [
            (line, self[f"printer_{number}"], self[f"copies_{number}"])
            for number, line in enumerate(self._lines)
        ]

    def facts(self) -> list[RuleFacts]:
        """Return what was filled in."""
        filled = self.cleaned_data
        return [
            RuleFacts(
                line.event, line.document, filled[f"printer_{number}"], filled[f"copies_{number}"]
            )
            for number, line in enumerate(self._lines)
        ]


def _printers(office: Office) -> Sequence[Printer]:
    return list(office.printers.filter(active=True).order_by("name"))
