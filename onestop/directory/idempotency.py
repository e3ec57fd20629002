"""`Idempotency-Key`: a request that is sent again gets the answer that it got the first time."""

import hashlib
import json
from collections.abc import Callable, Collection
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.directory.bearer import bearer_user
from onestop.directory.models import RepeatableRequest, User
from onestop.directory.problems import refusal_response
from onestop.directory.refusals import BadInput, Refusal, StateForbids

LONGEST_KEY = 200

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


class _TakenError(Exception):
    """Another request with the same key was committed while this one ran."""


def repeatable(view: View[P]) -> View[P]:
    """Let an API view that creates or calls accept an `Idempotency-Key`.

    Use it with `ninja.decorators.decorate_view`: it then runs around the view's own checks.

    1. Without the header, or without a valid bearer token, the view just runs.
    2. A key seen before with the same request gets the stored answer; with another one, 422.
    3. Else view and answer are stored in one transaction; a refusal is not stored. Two requests
       with one key at once: the second to commit is undone and given the first one's answer.
    """

    @wraps(view)
    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        key = request.headers.get("Idempotency-Key", "")
        user = bearer_user(request) if key else None
        if user is None:
            return view(request, *args, **kwargs)
        try:
            return _answer(request, user, key, lambda: view(request, *args, **kwargs))
        except Refusal as refusal:
            return refusal_response(refusal)

    return answered


def _answer(
    request: HttpRequest, user: User, key: str, run: Callable[[], HttpResponse]
) -> HttpResponse:
    if len(key) > LONGEST_KEY:
        raise BadInput.field("Idempotency-Key", _("Khóa dài quá 200 ký tự."))
    if not key.isprintable():
        raise BadInput.field("Idempotency-Key", _("Khóa có ký tự không đọc được."))
    fingerprint = fingerprint_of(str(request.method), request.get_full_path(), request.body)
    stored = _stored(user, key, fingerprint)
    if stored is not None:
        return stored
    try:
        return _run_once(user, key, fingerprint, run)
    except _TakenError:
        again = _stored(user, key, fingerprint)
        if again is None:
            raise StateForbids(_("Yêu cầu cùng khóa đang được xử lý. Hãy gửi lại.")) from None
        return again


def fingerprint_of(method: str, path: str, body: bytes) -> str:
    """Return by what a request that is sent again is known; `path` with its query."""
    return hashlib.sha256(json.dumps([method, path]).encode() + body).hexdigest()


def keys_used(keys: Collection[tuple[int, str]]) -> set[tuple[int, str]]:
    """Return those of the keys, each with its account's id, that have been answered."""
    rows = RepeatableRequest.objects.filter(key__in={key for _account, key in keys})
    return set(rows.values_list("user_id", "key")) & set(keys)


def answer_kept(
    *, user: User, key: str, fingerprint: str, status: int, body: str
) -> RepeatableRequest:
    """Return the row, not yet stored, that gives an answer again to whoever sends the key again."""
    return RepeatableRequest(
        user=user,
        key=key,
        fingerprint=fingerprint,
        status=status,
        body=body,
        created_at=timezone.now(),
    )


def _stored(user: User, key: str, fingerprint: str) -> HttpResponse | None:
    found = RepeatableRequest.objects.filter(user=user, key=key).first()
    if found is None:
        return None
    if found.fingerprint != fingerprint:
        raise BadInput.field(
            "Idempotency-Key", _("Khóa này đã dùng cho một yêu cầu khác. Hãy dùng khóa mới.")
        )
    return HttpResponse(found.body, status=found.status, content_type="application/json")


def _run_once(
    user: User, key: str, fingerprint: str, run: Callable[[], HttpResponse]
) -> HttpResponse:
    with transaction.atomic():
        response = run()
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            return response
        kept = answer_kept(
            user=user,
            key=key,
            fingerprint=fingerprint,
            status=response.status_code,
            body=response.content.decode(),
        )
        try:
            with transaction.atomic():
                kept.save(force_insert=True)
        except IntegrityError:
            raise _TakenError from None
        return response
