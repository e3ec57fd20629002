"""Every address of the product, found by its own resolver, and what nobody should send there."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import URLPattern, URLResolver, get_resolver

from tests.cast import Cast

# Values that fields are given in turn; each once broke some program.
NASTY: list[Any] = [
    "a\x00b",
    "\ud800",
    "x" * 70_000,
    "9" * 400,
    -1,
    10**400,
    None,
    [],
    {"a": [{}]},
]
BODIES: list[tuple[str, bytes]] = [
    ("application/json", b'{"service": "' + b"x" * 3_000_000 + b'"}'),
    ("application/json", b""),
    ("application/json", b"{"),
    ("application/json", b"[" * 100_000),
    ("application/json", b'{"a":' * 50_000 + b"1" + b"}" * 50_000),
    ("application/json", b"\xff\xfe{\x00}\x00"),
    ("application/json", b'"text"'),
    ("application/json", b"NaN"),
    ("application/json", b'{"service": ' + b"9" * 5000 + b"}"),
    ("application/json; charset=no-such-charset", b"{}"),
    ("application/x-www-form-urlencoded", b"a=%00&b=%ff%fe&c=%"),
    ("application/x-www-form-urlencoded", b"&".join(b"a=1" for _ in range(3000))),
    ("application/x-www-form-urlencoded", b"a=" + b"x" * 3_000_000),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
    ("multipart/form-data; boundary=\xe9".encode("latin-1").decode("latin-1"), b"--x"),
    ("application/x-unknown", b"\x00" * 100),
    ("text/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
]
METHODS = ("DELETE", "BREW")
PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>|\(\?P<\w+>.*?\)|\(\.\*\)")


@dataclass(frozen=True)
class Route:
    """An address with its parameters."""

    pattern: str

    def filled(self, values: dict[str, str], other: str = "1") -> str:
        """Return the address with values for its parameters; `other` for unknown ones."""
        path = PARAMETER.sub(lambda one: values.get(one["name"] or "", other), self.pattern)
        return "/" + path.replace("^", "").replace("$", "").replace("\\Z", "")


def routes() -> list[Route]:
    """Return every route of pages and API, each once."""
    return [Route(one) for one in dict.fromkeys(_patterns(get_resolver(), ""))]


def _patterns(resolver: URLResolver, before: str) -> Iterator[str]:
    for one in resolver.url_patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _patterns(one, here)
        elif isinstance(one, URLPattern):
            yield here


def real_values(cast: Cast, **more: str) -> dict[str, str]:
    """Return values with which most addresses lead to something."""
    counter = str(cast.counter_1.pk)
    return {
        "office_code": cast.office.code,
        "office": cast.office.code,
        "service_code": cast.civil.code,
        "counter_id": counter,
        "position": "1",
        "action": "open",
        "move": "approve",
        "name": "receive",
        **more,
    }


def form_fields() -> list[str]:
    """Return the names of all fields of all forms."""
    return sorted({name for form in _forms(forms.Form) for name in form.base_fields} | {"next"})


def _forms(kind: type[forms.Form]) -> Iterator[type[forms.Form]]:
    for one in kind.__subclasses__():
        yield one
        yield from _forms(one)


def as_text(value: object) -> str:
    """Return a nasty value as a form would send it."""
    text = value if isinstance(value, str) else json.dumps(value)
    return text.encode("utf-8", "replace").decode()
