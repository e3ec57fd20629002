"""Who is behind the address of a websocket; the questions of many sockets are answered together.

After an outage every screen and phone of an office comes back within a second or two. Each asks
who it is: one visit to the database answers all that have come meanwhile.
"""

import asyncio
from dataclasses import dataclass

from django.db import Error as DatabaseProblem

from displays.reading import look_up
from displays.selectors import viewers_at
from displays.viewers import Address, Viewer


@dataclass(eq=False)
class _Desk:
    """The questions of one event loop that wait for an answer, and who answers them."""

    waiting: dict[Address, asyncio.Future[Viewer | None]]
    answering: asyncio.Task[None] | None = None


_desks: dict[asyncio.AbstractEventLoop, _Desk] = {}


async def viewer_at(address: Address) -> Viewer | None:
    """Return the viewer behind an address, or None; raises what the database raises."""
    loop = asyncio.get_running_loop()
    desk = _desks.setdefault(loop, _Desk({}))
    answer = desk.waiting.setdefault(address, loop.create_future())
    if desk.answering is None:
        desk.answering = loop.create_task(_answer_all(loop, desk), name="displays lookup")
    return await asyncio.shield(answer)  # others may wait for the same answer


async def _answer_all(loop: asyncio.AbstractEventLoop, desk: _Desk) -> None:
    try:
        while desk.waiting:
            asked, desk.waiting = desk.waiting, {}
            await _answer(asked)
    finally:
        del _desks[loop]


async def _answer(asked: dict[Address, asyncio.Future[Viewer | None]]) -> None:
    try:
        found = await look_up(viewers_at, list(asked))
    except DatabaseProblem as problem:
        for answer in asked.values():
            answer.set_exception(problem)
    else:
        for address, answer in asked.items():
            answer.set_result(found.get(address))
