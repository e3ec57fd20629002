"""The API of cases, their hand-overs and opinions; `POST cases` is mounted above, by the queue."""

from onestop.cases.api.cases import router
from onestop.cases.api.hand_overs import router as hand_overs
from onestop.cases.api.opinions import router as opinions

for _part in (hand_overs, opinions):
    router.add_router("", _part)

__all__ = ["router"]
