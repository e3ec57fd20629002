"""A screen behind a cable of its own, which can be pulled: a network namespace and a veth pair.

Only root may lay one; `may_lay` tells whether this machine lets us.
"""

import os
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE, THERE = "10.203.{}.1", "10.203.{}.2"  # the server's end and the screen's


@dataclass(frozen=True)
class Cable:
    """One laid cable; `namespace` is where the screen is."""

    namespace: str
    link: str
    address: str

    @property
    def prefix(self) -> list[str]:
        """Return what lets a command run at the screen's end."""
        return ["ip", "netns", "exec", self.namespace]

    def pull(self) -> None:
        """Take the link down: nothing goes through, and nobody is told that it is broken."""
        _ip("link", "set", self.link, "down")

    def plug(self) -> None:
        """Take the link up again."""
        _ip("link", "set", self.link, "up")

    def script(self, folder: Path, program: str) -> Path:
        """Return an executable that runs the program at the screen's end."""
        path = folder / "there"
        path.write_text(f'#!/bin/sh\nexec {" ".join(self.prefix)} {program} "$@"\n')
        path.chmod(0o700)
        return path


def may_lay() -> bool:
    """Tell whether namespaces can be made here: it needs root and a kernel that lets it."""
    name = f"probe{uuid.uuid4().hex[:6]}"
    if os.geteuid() != 0:
        return False
    made = subprocess.run(["ip", "netns", "add", name], capture_output=True, check=False)
    if made.returncode == 0:
        _ip("netns", "delete", name)
    return made.returncode == 0


@contextmanager
def laid() -> Iterator[Cable]:
    """Lay a cable until the block ends."""
    name = f"one{uuid.uuid4().hex[:8]}"
    net = uuid.uuid4().int % 250
    here, there = f"h{name}", f"t{name}"
    _ip("netns", "add", name)
    try:
        _ip("link", "add", here, "type", "veth", "peer", "name", there, "netns", name)
        _ip("address", "add", f"{HERE.format(net)}/24", "dev", here)
        _ip("-n", name, "address", "add", f"{THERE.format(net)}/24", "dev", there)
        _ip("link", "set", here, "up")
        _ip("-n", name, "link", "set", there, "up")
        _ip("-n", name, "link", "set", "lo", "up")
        yield Cable(name, here, HERE.format(net))
    finally:
        _ip("netns", "delete", name)


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True, timeout=20)
