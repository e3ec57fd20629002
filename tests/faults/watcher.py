"""A lobby client that shares no code with ours: `python watcher.py ADDRESS` prints its events.

It comes back with the last sequence for as long as it runs, and prints "SEQ KIND" for each event.
"""

import asyncio
import json
import sys
from contextlib import suppress

from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

SILENCE = 12.0  # seconds without a message after which the line counts as dead
PROBLEMS = (OSError, TimeoutError, WebSocketException)


async def watch(address: str) -> None:
    """Print what happens until killed."""
    seq = None
    while True:
        with suppress(*PROBLEMS):
            since = "" if seq is None else f"?since={seq}"
            async with asyncio.timeout(None) as patience:
                async with connect(address + since, proxy=None, open_timeout=2) as line:
                    while True:
                        patience.reschedule(asyncio.get_running_loop().time() + SILENCE)
                        seq = told(json.loads(await line.recv()), seq)
        await asyncio.sleep(0.5)


def told(message: dict[str, object], seq: object) -> object:
    """Print the message if it is an event or the first snapshot; return the sequence after it."""
    if message["type"] == "heartbeat":
        return seq
    print(message["seq"], message.get("kind", "snapshot"), flush=True)  # noqa: T201 (its output)
    return message["seq"]


if __name__ == "__main__":
    asyncio.run(watch(sys.argv[1]))
