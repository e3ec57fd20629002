"""What the list of running steps is asked for in its address, and to whom steps are given."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onestop.cases.selectors import WorkWanted
from onestop.cases.selectors.step_work import NOBODY, OFFICE
from onestop.directory.models import Agency, Office, User


class WorkFilter(forms.Form):
    """Agency, person and urgency; each may be left out. People stand there by number."""

    urgency = forms.ChoiceField(
        label=_("Hạn của bước"),
        required=False,
        choices=[
            ("", _("bất kỳ")),
            ("late", _("quá hạn")),
            ("warned", _("sắp hết giờ")),
            ("paused", _("tạm dừng")),
        ],
    )

    field_order = ("agency", "person", "urgency")

    def __init__(self, offices: Sequence[Office], people: Sequence[User], data: Any) -> None:
        super().__init__(data, auto_id="filter_%s")
        agencies = Agency.objects.filter(office__in=offices).order_by("name")
        places = [(OFFICE, gettext("bộ phận một cửa")), *((one.code, one.name) for one in agencies)]
        self.fields["agency"] = forms.ChoiceField(
            label=gettext("Nơi làm"), required=False, choices=[("", gettext("tất cả")), *places]
        )
        names = [(str(one.pk), one.get_full_name()) for one in people]
        nobody = (NOBODY, gettext("chưa ai nhận"))
        self.fields["person"] = forms.ChoiceField(
            label=gettext("Người giữ"),
            required=False,
            choices=[("", gettext("tất cả")), nobody, *names],
        )
        self.order_fields(self.field_order)

    @property
    def narrows(self) -> bool:
        """Tell whether anything was asked for."""
        return any(self.cleaned_data.values())

    def wanted(self) -> WorkWanted:
        """Return what was asked for."""
        return WorkWanted(**self.cleaned_data)
