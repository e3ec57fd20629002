"""The forms of the case pages: they hold what was typed; the services decide what is right."""

from onestop.cases.forms.apology import ApologyForm, ReturnForm
from onestop.cases.forms.filters import ListFilter
from onestop.cases.forms.transition import TransitionForm

__all__ = ["ApologyForm", "ListFilter", "ReturnForm", "TransitionForm"]
