"""The API of cases: `router` holds the cases themselves, `more` what belongs to them.

`POST cases` is added above, by the queue.
"""

from onestop.cases.api.amending import router as amending
from onestop.cases.api.apologies import router as apologies
from onestop.cases.api.cases import router
from onestop.cases.api.hand_overs import router as hand_overs
from onestop.cases.api.opinions import router as opinions

more = (amending, apologies, hand_overs, opinions)

__all__ = ["more", "router"]
