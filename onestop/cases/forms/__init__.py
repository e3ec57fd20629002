"""The forms of the case pages: they hold what was typed; the services decide what is right."""

from onestop.cases.forms.apology import ApologyForm, ReturnForm, SendForm
from onestop.cases.forms.apology_filter import ApologyFilter
from onestop.cases.forms.filters import ListFilter
from onestop.cases.forms.reasons import ReasonsForm
from onestop.cases.forms.transition import TransitionForm

__all__ = [
    "ApologyFilter",
    "ApologyForm",
    "ListFilter",
    "ReasonsForm",
    "ReturnForm",
    "SendForm",
    "TransitionForm",
]
