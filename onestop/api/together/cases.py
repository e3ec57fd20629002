"""Transitions of cases together, in one transaction."""

import json
from collections.abc import Sequence
from http import HTTPStatus

from django.db import transaction
from django.utils import timezone
from pydantic import ValidationError

from onestop.api.together.asked import Asked
from onestop.api.together.turns import Answer, answer, keys_keep, turns
from onestop.cases.api.cases import cases_transition as ordinary
from onestop.cases.models import Case
from onestop.cases.schemas import TransitionIn
from onestop.cases.selectors import case_views
from onestop.cases.services import MoveWish, cases_transition
from onestop.directory.models import User
from onestop.directory.routes import entry_of


def case_answers(crowd: Sequence[Asked]) -> list[Answer | None]:
    """Move the cases and return status and body of each; what is not simply done gets None."""
    now = timezone.now()
    asked = list(turns(crowd, _wish, now))
    with transaction.atomic():
        done = cases_transition(wishes=[one.wish for one in asked], now=now)
        moved = {
            one.place: case for one, case in zip(asked, done, strict=True) if isinstance(case, Case)
        }
        views = case_views(list(moved.values()))
        given = {
            place: answer(HTTPStatus.OK, view) for place, view in zip(moved, views, strict=True)
        }
        keys_keep(asked, given)
    return [given.get(place) for place in range(len(crowd))]


def _wish(asked: Asked, actor: User) -> MoveWish | None:
    """Return what is wished for, or None if it is not to be had like this."""
    entry = entry_of(ordinary)
    try:
        data = TransitionIn.model_validate(json.loads(asked.body))
    except (ValueError, RecursionError, ValidationError):
        return None
    if entry is None or not entry.admits(actor):
        return None
    return MoveWish(asked.case, data.name, actor, data.reason, data.facts(), asked.origin)
