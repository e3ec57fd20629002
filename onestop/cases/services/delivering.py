"""Handing a result over: to whom and how (Decree 118/2025 Art. 6 and 22).

That the citizen was told that it is ready (`notify_result`) is not that he has it.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from onestop.cases.models import Delivery
from onestop.cases.services.change import Change
from onestop.cases.texts import text_clean
from onestop.directory.refusals import BadInput

How = Delivery.How
# What must be told with each way beside its name.
NEEDED: Mapping[str, tuple[str, ...]] = {
    How.AUTHORISED: ("receiver", "paper"),
    How.POST: ("tracking",),
}
LONGEST: Mapping[str, int] = {"receiver": 200, "paper": 300, "tracking": 60}


def delivery_clean(facts: Mapping[str, Any]) -> dict[str, str]:
    """Return how a result is handed over; without a word, to the citizen in person.

    Raises `BadInput` by field: a way that there is not, what the way needs and was not told, and
    what does not go with it.
    """
    how = facts.get("delivery", How.IN_PERSON)
    if how not in How.values:
        raise BadInput.field("delivery", _("Không có cách trả kết quả này."))
    needed = NEEDED.get(how, ())
    told = {name: facts[name] for name in LONGEST if facts.get(name)}
    for name in told:
        if name not in needed:
            raise BadInput.field(name, _("Cách trả kết quả này không dùng thông tin này."))
    clean = {name: _clean(name, told.get(name, "")) for name in needed}
    return {"how": str(how), **clean}


def delivery_store(change: Change) -> None:
    """Store the facts of a transition that hands the result over; personal ones stay here."""
    told = delivery_clean(change.facts)
    Delivery.objects.create(case=change.case, **told)
    change.data["delivery"] = told["how"]
    change.personal.update({name: told[name] for name in ("receiver", "paper") if name in told})


def _clean(name: str, typed: Any) -> str:
    if not isinstance(typed, str):
        raise BadInput.field(name, _("Nhập bằng chữ."))
    return text_clean(name, typed, longest=LONGEST[name], required=True)
