"""What administrators fill in for devices. The services check it again."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from onestop.directory.administration_forms import Answered, choose
from onestop.directory.models import Office
from onestop.directory.models.devices import LOUDEST
from onestop.directory.rights import DEVICES, Role
from onestop.directory.services.devices import LONGEST_NAME
from queueing.models import Counter

_EMPTY = {"required": _("Chưa nhập ô này.")}


class DeviceForm(Answered):
    """A new device of an office."""

    office = forms.ChoiceField(label=_("Bộ phận một cửa"))
    kind = forms.ChoiceField(
        label=_("Loại"), choices=[(role.value, role.label) for role in Role if role in DEVICES]
    )
    name = forms.CharField(label=_("Tên, nơi đặt"), max_length=LONGEST_NAME, error_messages=_EMPTY)

    def __init__(self, offices: Sequence[Office], data: Any = None) -> None:
        super().__init__(data)
        choose(self, "office", [(one.code, one.name) for one in offices])
        if len(offices) == 1:
            self.fields["office"].widget = forms.HiddenInput()
            self.initial["office"] = offices[0].code


class CounterField(forms.TypedChoiceField):
    """A counter of one of the offices, or none."""

    def __init__(self) -> None:
        super().__init__(label=_("Quầy"), required=False, coerce=int, empty_value=None)


class EnrolForm(DeviceForm):
    """The code that a new device shows, and what it is to be."""

    code = forms.CharField(
        label=_("Mã hiện trên thiết bị"),
        max_length=20,
        error_messages=_EMPTY,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    counter = CounterField()
    field_order = ("code", "name", "kind", "office", "counter")

    def __init__(
        self, offices: Sequence[Office], counters: Iterable[Counter], data: Any = None
    ) -> None:
        super().__init__(offices, data)
        nowhere = ("", _("không ở quầy nào"))
        choose(self, "counter", [nowhere, *_named(counters, several=len(offices) > 1)])


class PlaceForm(Answered):
    """The counter at which a device stands."""

    counter = CounterField()

    def __init__(self, counters: Iterable[Counter], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        choose(self, "counter", [("", _("không ở quầy nào")), *_named(counters, several=False)])


class WishForm(Answered):
    """What is wished of a device: one of the buttons, with the volume beside one of them."""

    reload = forms.BooleanField(required=False)
    test = forms.BooleanField(required=False)
    volume = forms.IntegerField(
        label=_("Âm lượng (0–100)"),
        required=False,
        min_value=0,
        max_value=LOUDEST,
        error_messages={
            "invalid": _("Âm lượng là một số từ 0 đến 100."),
            "min_value": _("Âm lượng là một số từ 0 đến 100."),
            "max_value": _("Âm lượng là một số từ 0 đến 100."),
        },
    )


def _named(counters: Iterable[Counter], *, several: bool) -> list[tuple[str, str]]:
    return [
        (str(one.pk), f"{one.name} · {one.office.name}" if several else one.name)
        for one in counters
    ]
