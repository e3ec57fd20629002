"""The ASGI application in front: takes the three calls, and hands everything else on."""

from dataclasses import replace
from typing import Any

from onestop.api.together.asked import Asked, asked_in
from onestop.api.together.cases import case_answers
from onestop.api.together.headers import headers_of
from onestop.api.together.queue import queue_answers
from onestop.api.together.turns import Answer
from onestop.api.together.writer import Writer


class Together:
    """Answers issuing, calling and moving cases in crowds; `application` answers everything else.

    Cases have a writer of their own: who changes both locks the queue first.
    """

    def __init__(self, application: Any) -> None:
        self.application = application
        self.queue: Writer[Asked, Answer] = Writer(queue_answers)
        self.cases: Writer[Asked, Answer] = Writer(case_answers)

    def end(self) -> None:
        """Let both writers end once they have done what is there; wait for it."""
        self.queue.end()
        self.cases.end()

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Serve one connection."""
        asked = asked_in(scope)
        if asked is None:
            await self.application(scope, receive, send)
            return
        messages, body = await _body(receive)
        answer = None
        if body is not None:
            writer = self.cases if asked.case else self.queue
            answer = await writer.answer(replace(asked, body=body))
        if answer is None:
            await self.application(scope, _again(messages, receive), send)
            return
        status, text = answer
        headers = headers_of(status, text, scope)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": text})


async def _body(receive: Any) -> tuple[list[dict[str, Any]], bytes | None]:
    """Return the messages of the request and its body; None: the client has hung up."""
    messages = [await receive()]
    while messages[-1].get("more_body"):
        messages.append(await receive())
    if messages[-1]["type"] != "http.request":
        return messages, None
    return messages, b"".join(one.get("body", b"") for one in messages)


def _again(messages: list[dict[str, Any]], receive: Any) -> Any:
    """Return a `receive` that gives the messages once more before what comes after them."""
    left = list(messages)

    async def received() -> Any:
        return left.pop(0) if left else await receive()

    return received
