"""How often a caller without a token may do something: by address, in a sliding window.

The counts stand in Django's cache: in Redis where `REDIS_URL` is set, so that all processes count
together, else in this process. A window is two counters: the one that runs, and the one before
it, which counts by the share of it that the window still covers. Each increment is one atomic
step and tells the caller's own place, so two threads never both take the last one; a library
(django-ratelimit) would count in fixed windows and let twice the number through at their border.
"""

import logging
import math
from collections.abc import Callable, Collection
from contextlib import suppress
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from onestop.directory.client import client_network
from onestop.directory.refusals import TooMany
from onestop.redis_problems import redis_problems

logger = logging.getLogger(__name__)

STORE_AWAY: tuple[type[Exception], ...] = (OSError, *redis_problems())

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def rate_use(name: str, request: HttpRequest) -> None:
    """Count one use of `settings.RATES[name]` by the request's address.

    Raises `TooMany`, and does not count, when the number is reached. While the store of the
    counts is away nobody is refused.
    """
    number, seconds = settings.RATES[name]
    now = timezone.now().timestamp()
    try:
        used = _use(name, request, now, seconds)
        if used <= number:
            return
        rate_give_back(name, request)
    except STORE_AWAY:
        logger.exception("The counts of callers cannot be reached: nobody is limited")
        return
    wait = math.ceil(seconds - now % seconds)
    raise TooMany(
        _("Từ địa chỉ này đã có quá nhiều yêu cầu. Xin chờ một lát rồi thử lại."), wait=wait
    )


def rate_give_back(name: str, request: HttpRequest) -> None:
    """Do not count what `rate_use` has counted just now."""
    _number, seconds = settings.RATES[name]
    key = _key(name, request, int(timezone.now().timestamp() // seconds))
    with suppress(ValueError, *STORE_AWAY):  # the window has just passed, or the store is away
        if cache.get(key, 0) > 0:
            cache.decr(key)


def limited(
    name: str, *, methods: Collection[str], only_failures: bool = False
) -> Callable[[View[P]], View[P]]:
    """Limit a page for who is not signed in; `only_failures`: an answer below 400 is not counted.

    Who comes too often gets a page with 429 that says when to come back.
    """

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def counted(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method not in methods or request.user.is_authenticated:
                return view(request, *args, **kwargs)
            try:
                rate_use(name, request)
            except TooMany as refusal:
                return _too_many_page(request, refusal)
            response = view(request, *args, **kwargs)
            if only_failures and response.status_code < HTTPStatus.BAD_REQUEST:
                rate_give_back(name, request)
            return response

        return counted

    return guard


def _use(name: str, request: HttpRequest, now: float, seconds: int) -> float:
    """Count once and return how much of the number is used now."""
    window, passed = divmod(now, seconds)
    key = _key(name, request, int(window))
    before = cache.get(_key(name, request, int(window) - 1), 0)
    return float(_counted(key, 2 * seconds) + before * (1 - passed / seconds))


TRIES = 3


def _counted(key: str, seconds: int) -> int:
    """Count one more and return the number; begins anew where the store has just lost it."""
    for _try in range(TRIES):
        cache.add(key, 0, seconds)
        with suppress(ValueError):  # emptied in between, by a restart or by hand
            return int(cache.incr(key))
    return 1


def _key(name: str, request: HttpRequest, window: int) -> str:
    return f"rate:{name}:{client_network(request)}:{window}"


def _too_many_page(request: HttpRequest, refusal: TooMany) -> HttpResponse:
    response = render(request, "429.html", {"refusal": refusal}, status=refusal.status)
    return refusal.with_headers(response)
