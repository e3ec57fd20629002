"""What is asked for: a request that may be answered together with others."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from onestop.directory.bearer import token_in

TICKETS = re.compile(r"/api/v1/offices/(?P<office>[-_0-9A-Za-z]{1,40})/tickets")
CALL_NEXT = re.compile(r"/api/v1/counters/(?P<counter>[0-9]{1,18})/call-next")
TRANSITIONS = re.compile(r"/api/v1/cases/(?P<case>[-._0-9A-Za-z]{1,60})/transitions")


@dataclass(frozen=True)
class Asked:
    """A POST to one of the three addresses.

    One of `office` (its code), `counter` (its id) and `case` (its code) is set.
    """

    path: str
    token: str
    key: str
    origin: str
    body: bytes = b""
    office: str = ""
    counter: int = 0
    case: str = ""

    @property
    def thing(self) -> str:
        """Return what no two of a crowd may be about; "" where any number may."""
        return self.path if self.counter or self.case else ""


def asked_in(scope: Mapping[str, Any]) -> Asked | None:
    """Return what a connection asks for, without its body; None: it goes the ordinary way.

    So does what the ordinary way would look at: a host that is not ours, a cookie, a query, a
    request that should have come by https.
    """
    if scope["type"] != "http" or scope["method"] != "POST" or scope["query_string"]:
        return None
    path = scope["path"]
    place = TICKETS.fullmatch(path) or CALL_NEXT.fullmatch(path) or TRANSITIONS.fullmatch(path)
    if place is None:
        return None
    headers = _headers(scope)
    token = token_in(headers.get(b"authorization", ""))
    if not token or b"cookie" in headers or not _is_ours(headers.get(b"host", "")):
        return None
    if settings.SECURE_SSL_REDIRECT and scope["scheme"] != "https":
        return None
    found = place.groupdict()
    return Asked(
        path=path,
        token=token,
        key=headers.get(b"idempotency-key", ""),
        origin=f"api {(scope.get('client') or ['unknown'])[0]}",
        office=found.get("office", ""),
        counter=int(found.get("counter", 0)),
        case=found.get("case", ""),
    )


def _headers(scope: Mapping[str, Any]) -> dict[bytes, str]:
    """Return the headers by name; what is said twice is joined, as Django joins it."""
    headers: dict[bytes, str] = {}
    for name, value in scope["headers"]:
        text = value.decode("latin-1")
        headers[name] = f"{headers[name]},{text}" if name in headers else text
    return headers


@lru_cache(maxsize=256)
def _is_ours(host: str) -> bool:
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
