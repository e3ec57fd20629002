"""`python -m printing.station --server URL --token-file FILE`: prints on this PC's printers.

`--find` names the printers on USB and serial lines of this PC, as they are written in the page of
printers, and ends.
"""

import argparse
import logging
import signal
import sys
from pathlib import Path

from django.conf import settings


def main(arguments: list[str]) -> int:
    """Work until SIGTERM or Ctrl+C; 1 where the token opens nothing, 2 for bad arguments."""
    if not settings.configured:  # no database, no translation: just the devices
        settings.configure(USE_I18N=False)
    parser = argparse.ArgumentParser(prog="python -m printing.station", description=__doc__)
    parser.add_argument("--server", help="address of the office's server, http://… or https://…")
    parser.add_argument("--token-file", type=Path, help="file that holds the device's token")
    parser.add_argument("--find", action="store_true", help="name this PC's printers, and end")
    asked = parser.parse_args(arguments)
    if asked.find:
        return _find()
    if not (asked.server and asked.token_file):
        parser.error("--server and --token-file are needed")
    try:
        token = asked.token_file.read_text(encoding="utf-8").strip()
    except OSError as error:
        parser.error(f"--token-file: {error}")
    return _work(asked.server, token)


def _work(url: str, token: str) -> int:
    from printing.station.server import RefusedError, Server  # noqa: PLC0415 (once configured)
    from printing.station.working import Station  # noqa: PLC0415 (the same)

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s")
    try:
        station = Station(Server(url, token))
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: station.stop())
    sys.stdout.write(f"Print station of {url} is working.\n")
    sys.stdout.flush()
    try:
        station.run()
    except RefusedError as error:
        station.stop()
        sys.stderr.write(f"The server refuses this station ({error}). Enrol it anew.\n")
        return 1
    return 0


def _find() -> int:
    from printing.devices.finding import local_printers  # noqa: PLC0415 (once configured)

    for found in local_printers():
        sys.stdout.write(f"{found.url}  {found.what}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
