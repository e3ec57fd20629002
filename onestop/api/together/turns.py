"""Who asks in a crowd, and what is wished; what all ways of answering share."""

import copy
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Generic, TypeVar

from ninja.responses import NinjaJSONEncoder

from onestop.api.together.asked import Asked
from onestop.directory.idempotency import (
    LONGEST_KEY,
    answer_kept,
    fingerprint_of,
    keys_used,
)
from onestop.directory.models import RepeatableRequest, User
from onestop.directory.services import access_tokens_find

Answer = tuple[int, bytes]
Wish = TypeVar("Wish")


@dataclass(frozen=True)
class Turn(Generic[Wish]):
    """A question with who asks and what is wished; `place` is where it stands in the crowd."""

    place: int
    asked: Asked
    actor: User
    wish: Wish


def turns(
    crowd: Sequence[Asked], wish_of: Callable[[Asked, User], Wish | None], now: datetime
) -> Iterable[Turn[Wish]]:
    """Yield the questions that can be done together; `wish_of` reads one, None where it cannot."""
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
        wish = None if alone else wish_of(asked, actor)
        if wish is not None:
            yield Turn(place, asked, actor, wish)


def answer(status: HTTPStatus, view: Mapping[str, Any]) -> Answer:
    """Return an answer as it goes out."""
    return status, json.dumps(view, cls=NinjaJSONEncoder).encode()


def keys_keep(done: Sequence[Turn[Any]], given: Mapping[int, Answer]) -> None:
    """Keep the answers to requests with a key, in the transaction of what they say."""
    kept = [
        answer_kept(
            user=one.actor,
            key=one.asked.key,
            fingerprint=fingerprint_of("POST", one.asked.path, one.asked.body),
            status=given[one.place][0],
            body=given[one.place][1].decode(),
        )
        for one in done
        if one.asked.key and one.place in given
    ]
    if kept:
        RepeatableRequest.objects.bulk_create(kept)


def _accounts(tokens: set[str], now: datetime) -> Mapping[str, User]:
    found = access_tokens_find(tokens=tokens, now=now)
    accounts = {token: one.user for token, one in found.items()}
    User.memberships_read(list(accounts.values()))
    return accounts


def _must_go_alone(
    account: User, asked: Asked, used: set[tuple[int, str]], seen: set[object]
) -> bool:
    """Tell whether its key is none or used, or its key or its thing stands twice in this crowd."""
    mine = {(account.pk, asked.key)} if asked.key else set()
    things: set[object] = {*mine, *([asked.thing] if asked.thing else [])}
    twice = bool(things & seen)
    seen |= things
    unsound = len(asked.key) > LONGEST_KEY or not asked.key.isprintable()
    return unsound or twice or bool(mine & used)
