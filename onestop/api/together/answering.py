"""Answers what has come in together in one transaction; None: the ordinary way must answer."""

import copy
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.utils import timezone
from ninja.responses import NinjaJSONEncoder
from pydantic import ValidationError

from onestop.api.together.asked import Asked
from onestop.directory.idempotency import (
    LONGEST_KEY,
    answer_kept,
    fingerprint_of,
    keys_used,
)
from onestop.directory.models import RepeatableRequest, User
from onestop.directory.refusals import Refusal
from onestop.directory.selectors import office_of
from onestop.directory.services import access_tokens_find
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

Answer = tuple[int, bytes]
Wish = TicketWish | CallWish


@dataclass(frozen=True)
class _Turn:
    """A question with who asks and what is wished; `place` is where it stands in the crowd."""

    place: int
    asked: Asked
    actor: User
    wish: Wish


def answers(crowd: Sequence[Asked]) -> list[Answer | None]:
    """Do what is asked and return status and body of each; what is not simply done gets None."""
    now = timezone.now()
    turns = list(_turns(crowd, now))
    with transaction.atomic():
        given = {**_issued(turns, now), **_called(turns, now)}
        _keys_keep([one for one in turns if one.place in given], given)
    return [given.get(place) for place in range(len(crowd))]


def _turns(crowd: Sequence[Asked], now: datetime) -> Iterable[_Turn]:
    """Yield the questions that can be done together."""
    accounts = _accounts({one.token for one in crowd}, now)
    seen: set[object] = set()
    keyed = [one for one in crowd if one.key and one.key.isprintable() and one.token in accounts]
    used = keys_used([(accounts[one.token].pk, one.key) for one in keyed]) if keyed else set()
    for place, asked in enumerate(crowd):
        account = accounts.get(asked.token)
        if account is None:
            continue
        alone = _must_go_alone(account, asked, used, seen)
        # Of its own: for whom it acts is noted at the account while a right is asked.
        actor = copy.copy(account)
        wish = None if alone else _wish(asked, actor)
        if wish is not None:
            yield _Turn(place, asked, actor, wish)


def _accounts(tokens: set[str], now: datetime) -> Mapping[str, User]:
    found = access_tokens_find(tokens=tokens, now=now)
    accounts = {token: one.user for token, one in found.items()}
    User.memberships_read(list(accounts.values()))
    return accounts


def _must_go_alone(
    account: User, asked: Asked, used: set[tuple[int, str]], seen: set[object]
) -> bool:
    """Tell whether its key is none or used, or its key or counter stands twice in this crowd."""
    mine = {(account.pk, asked.key)} if asked.key else set()
    things: set[object] = {*mine, *([asked.counter] if asked.counter else [])}
    twice = bool(things & seen)
    seen |= things
    unsound = len(asked.key) > LONGEST_KEY or not asked.key.isprintable()
    return unsound or twice or bool(mine & used)


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


def _issued(turns: Sequence[_Turn], now: datetime) -> dict[int, Answer]:
    wishes = {one.place: one.wish for one in turns if isinstance(one.wish, TicketWish)}
    given = tickets_issue(wishes=list(wishes.values()), now=now) if wishes else []
    return {
        place: _answer(HTTPStatus.CREATED, issued_view(one))
        for place, one in zip(wishes, given, strict=True)
        if isinstance(one, Issued)
    }


def _called(turns: Sequence[_Turn], now: datetime) -> dict[int, Answer]:
    wishes = {one.place: one.wish for one in turns if isinstance(one.wish, CallWish)}
    given = counters_call_next(wishes=list(wishes.values()), now=now) if wishes else []
    return {
        place: _answer(HTTPStatus.OK, call_view(one))
        if isinstance(one, Call)
        else (HTTPStatus.NO_CONTENT, b"")
        for place, one in zip(wishes, given, strict=True)
        if not isinstance(one, Refusal)
    }


def _answer(status: HTTPStatus, view: Mapping[str, Any]) -> Answer:
    return status, json.dumps(view, cls=NinjaJSONEncoder).encode()


def _keys_keep(turns: Sequence[_Turn], given: Mapping[int, Answer]) -> None:
    """Keep the answers to requests with a key, in the transaction of what they say."""
    kept = [
        answer_kept(
            user=one.actor,
            key=one.asked.key,
            fingerprint=fingerprint_of("POST", one.asked.path, one.asked.body),
            status=given[one.place][0],
            body=given[one.place][1].decode(),
        )
        for one in turns
        if one.asked.key
    ]
    if kept:
        RepeatableRequest.objects.bulk_create(kept)
