"""The calls of the API: each with who may make it, which its description says too."""

from collections.abc import Iterable, Iterator

from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI
from ninja.operation import Operation

from onestop.directory.routes import Entry, Who, anyone, entry_of

# django-ninja's own two routes: the description of the API, and the root that answers 404.
OWN = ("openapi-json", "api-root")


def calls_of(api: NinjaAPI) -> Iterator[tuple[str, Operation]]:
    """Yield the path of each call, below the API's address, and the call."""
    for _prefix, router in api._routers:  # noqa: SLF001 (there is no public list of them)
        for path, view in router.path_operations.items():
            for operation in view.operations:
                yield path, operation


def own_open(patterns: Iterable[URLPattern | URLResolver]) -> None:
    """Let everyone read the description of the API; nothing is at its root."""
    for pattern in patterns:
        if isinstance(pattern, URLPattern) and pattern.name in OWN:
            anyone(pattern.callback)


def rights_describe(api: NinjaAPI) -> None:
    """Say in the description of each call which right it needs."""
    for _path, call in calls_of(api):
        entry = entry_of(call.view_func)
        if entry is not None:
            call.description = f"{call.description or ''}\n\n{entry_said(entry)}".strip()


def entry_said(entry: Entry) -> str:
    """Return who may make a call, as its description says it."""
    if entry.who is Who.ANYONE:
        return "Open to anyone."
    if entry.who is Who.SIGNED_IN:
        return "Needs a token."
    rights = " or ".join(f"`{right}`" for right in sorted(entry.rights))
    return f"Needs the right {rights}."
