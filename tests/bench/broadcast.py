"""The bare minimum to compare the feed with: `websockets` broadcasts what it is given.

No database, no sequence: `python tests/bench/broadcast.py PORT`. A client of `/trigger` sends the
message; it is answered, and then everybody else gets it.
"""

import asyncio
import sys

from websockets.asyncio.server import ServerConnection, broadcast, serve

clients: set[ServerConnection] = set()


async def handle(client: ServerConnection) -> None:
    """Keep a client, or serve who triggers."""
    if client.request and client.request.path == "/trigger":
        async for message in client:
            await client.send("ok")
            broadcast(clients, message)
        return
    await client.send('{"type":"snapshot","seq":0}')
    clients.add(client)
    await client.wait_closed()
    clients.discard(client)


async def main(port: int) -> None:
    """Serve until killed; prints "Ready" once it serves."""
    async with serve(handle, "127.0.0.1", port, compression=None, backlog=2048):
        print("Ready", flush=True)  # noqa: T201 (the caller waits for it)
        await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
