"""Issues and calls together, in one transaction."""

import json
from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus

from django.db import transaction
from django.utils import timezone
from pydantic import ValidationError

from onestop.api.together.asked import Asked
from onestop.api.together.turns import Answer, Turn, answer, keys_keep, turns
from onestop.directory.models import User
from onestop.directory.refusals import Refusal
from onestop.directory.selectors import office_of
from queueing.api import call_view, issued_view, wish_of
from queueing.schemas import TicketIn
from queueing.services import (
    Call,
    CallWish,
    Issued,
    TicketWish,
    counters_call_next,
    tickets_issue,
)

Wish = TicketWish | CallWish


def queue_answers(crowd: Sequence[Asked]) -> list[Answer | None]:
    """Do what is asked and return status and body of each; what is not simply done gets None."""
    now = timezone.now()
    asked: list[Turn[Wish]] = list(turns(crowd, _wish, now))
    with transaction.atomic():
        given = {**_issued(asked, now), **_called(asked, now)}
        keys_keep(asked, given)
    return [given.get(place) for place in range(len(crowd))]


def _wish(asked: Asked, actor: User) -> Wish | None:
    """Return what is wished for, or None if it is not to be had like this."""
    if asked.counter:
        return CallWish(asked.counter, actor, asked.origin)
    try:
        data = TicketIn.model_validate(json.loads(asked.body))
        office = office_of(actor, asked.office)
    except (ValueError, RecursionError, ValidationError, Refusal):
        return None
    return wish_of(data, office=office, actor=actor, origin=asked.origin)


def _issued(asked: Sequence[Turn[Wish]], now: datetime) -> dict[int, Answer]:
    wishes = {one.place: one.wish for one in asked if isinstance(one.wish, TicketWish)}
    given = tickets_issue(wishes=list(wishes.values()), now=now) if wishes else []
    return {
        place: answer(HTTPStatus.CREATED, issued_view(one))
        for place, one in zip(wishes, given, strict=True)
        if isinstance(one, Issued)
    }


def _called(asked: Sequence[Turn[Wish]], now: datetime) -> dict[int, Answer]:
    wishes = {one.place: one.wish for one in asked if isinstance(one.wish, CallWish)}
    given = counters_call_next(wishes=list(wishes.values()), now=now) if wishes else []
    return {
        place: answer(HTTPStatus.OK, call_view(one))
        if isinstance(one, Call)
        else (HTTPStatus.NO_CONTENT, b"")
        for place, one in zip(wishes, given, strict=True)
        if not isinstance(one, Refusal)
    }
