"""Names of processes that tell a dead one from a living one, also after its number was reused."""

import os
import socket
from pathlib import Path

PROCESSES = Path("/proc")
PARTS = 3
START_FIELD = 19  # of those after the command's name: when the process began, in clock ticks


def this_process() -> str:
    """Return this process's name: host, number and start."""
    return _name(os.getpid())


def is_dead(name: str) -> bool:
    """Tell whether the process of this name is known to be gone; another host's never is."""
    parts = name.rsplit("/", 2)
    here = len(parts) == PARTS and parts[0] == _host()
    if not here or not PROCESSES.is_dir() or not parts[1].isdigit():
        return False
    return name != _name(int(parts[1]))


def _name(process: int) -> str:
    return f"{_host()}/{process}/{_start(process)}"


def _host() -> str:
    return socket.gethostname()[:60]


def _start(process: int) -> str:
    try:
        line = (PROCESSES / str(process) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return line.rpartition(")")[2].split()[START_FIELD]
