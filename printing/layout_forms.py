"""The form on which an office lays a document out."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from printing.code_pages import CANDIDATES, RASTER
from printing.models import SlipLayout
from printing.slips.layout import LONGEST_WORDS, OPTIONAL

WIDTHS = ((576, _("giấy 80 mm")), (384, _("giấy 58 mm")))
WORDS = forms.Textarea(attrs={"rows": 2, "maxlength": LONGEST_WORDS})


class LayoutForm(forms.Form):
    """What an office changes of a document; also what its preview is asked for with."""

    opening = forms.CharField(
        label=_("Lời ở đầu phiếu, dưới tên cơ quan"), required=False, widget=WORDS
    )
    shown = forms.MultipleChoiceField(
        label=_("In những phần sau"), required=False, widget=forms.CheckboxSelectMultiple
    )
    with_logo = forms.BooleanField(label=_("In biểu trưng"), required=False)
    closing = forms.CharField(label=_("Lời ở cuối phiếu"), required=False, widget=WORDS)

    def __init__(self, document: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = self.fields["shown"]
        assert isinstance(shown, forms.MultipleChoiceField)  # noqa: S101 (tells the type checker)
        shown.choices = list(OPTIONAL[document].items())
        if not OPTIONAL[document]:
            del self.fields["shown"]
        self.document = document

    def facts(self) -> dict[str, Any]:
        """Return what was sent as `layout_checked` takes it."""
        shown = set(self.cleaned_data.get("shown", ()))
        return {
            "document": self.document,
            "opening": self.cleaned_data["opening"],
            "closing": self.cleaned_data["closing"],
            "hidden": sorted(OPTIONAL[self.document].keys() - shown),
            "with_logo": self.cleaned_data["with_logo"],
        }


class PaperForm(forms.Form):
    """On which paper and in which letters the preview is drawn."""

    width = forms.TypedChoiceField(label=_("Khổ giấy"), choices=WIDTHS, coerce=int)
    text = forms.ChoiceField(
        label=_("Cách in chữ"),
        choices=[(RASTER, _("in chữ bằng hình")), *((one.key, one.key) for one in CANDIDATES[:1])],
    )


def stored_facts(row: SlipLayout | None, document: str) -> dict[str, Any]:
    """Return what the form begins with."""
    row = row or SlipLayout()
    return {
        "opening": row.opening,
        "closing": row.closing,
        "with_logo": row.with_logo,
        "shown": [name for name in OPTIONAL[document] if name not in row.hidden],
    }
