"""`Idempotency-Key`: a request that is sent again gets the answer that it got the first time."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec

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
    fingerprint = _fingerprint(request)
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


def _fingerprint(request: HttpRequest) -> str:
    parts = json.dumps([request.method, request.get_full_path()]).encode() + request.body
    return hashlib.sha256(parts).hexdigest()


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
        fields: dict[str, Any] = {
            "fingerprint": fingerprint,
            "status": response.status_code,
            "body": response.content.decode(),
            "created_at": timezone.now(),
        }
        try:
            with transaction.atomic():
                RepeatableRequest.objects.create(user=user, key=key, **fields)
        except IntegrityError:
            raise _TakenError from None
        return response
