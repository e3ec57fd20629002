"""Many requests at once to the application in front, and one to what stands behind it."""

import asyncio
import json
from collections.abc import Iterable
from typing import Any

from asgiref.testing import ApplicationCommunicator
from django.core.asgi import get_asgi_application

from onestop.api.together.gate import Together

Headers = list[tuple[bytes, bytes]]
Answer = tuple[int, dict[str, str], bytes]


def asked(path: str, token: str, body: object = None, **headers: str) -> dict[str, Any]:
    """Return a POST as the server hands it on."""
    given = {"host": "testserver", "authorization": f"Bearer {token}", **headers}
    return {
        "type": "http",
        "method": "POST",
        "path": f"/api/v1/{path}",
        "query_string": b"",
        "scheme": "http",
        "client": ["192.0.2.7", 4711],
        "headers": [(name.replace("_", "-").encode(), one.encode()) for name, one in given.items()],
        "body": body if isinstance(body, bytes) else json.dumps(body or {}).encode(),
    }


async def answered(application: Any, scope: dict[str, Any]) -> Answer:
    """Send the request to the application and return status, headers and body."""
    body = scope.pop("body")
    talk: Any = ApplicationCommunicator(application, scope)  # type: ignore[no-untyped-call]  # asgiref's
    await talk.send_input({"type": "http.request", "body": body})
    start = await talk.receive_output(30)
    text = b""
    more = True
    while more:
        part = await talk.receive_output(30)
        text, more = text + part.get("body", b""), part.get("more_body", False)
    await talk.wait(30)
    headers = {name.decode().lower(): value.decode() for name, value in start["headers"]}
    return start["status"], headers, text


def together(scopes: Iterable[dict[str, Any]]) -> list[Answer]:
    """Let all requests come at once and return their answers."""
    application = Together(get_asgi_application())

    async def all_at_once() -> list[Answer]:
        found = await asyncio.gather(*(answered(application, scope) for scope in scopes))
        await asyncio.to_thread(application.end)
        return list(found)

    return asyncio.run(all_at_once())


def ordinarily(scope: dict[str, Any]) -> Answer:
    """Return what the application answers without anything in front of it."""
    return asyncio.run(answered(get_asgi_application(), scope))
