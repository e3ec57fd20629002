"""`manage.py serve`: the whole office in the foreground, on one machine."""

import logging
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connections
from django.utils import timezone

from onestop.directory.models import Office
from onestop.environment import network_address
from onestop.operations.checks import UPGRADE
from onestop.operations.chores import Chores
from onestop.operations.demo import PASSWORD, demo_fill
from onestop.operations.server import OfficeServer, PortTakenError
from onestop.operations.static_files import static_files_prepare
from printing.spool import Spool

# Seconds for spool and chores to end after SIGTERM: well within the five that are promised.
STOP_TIMEOUT = 2.0
ANY_ADDRESS = {"0.0.0.0", "::", "[::]"}  # noqa: S104 (compared with, not bound to)
MOST_COUNTERS = 200


class Command(BaseCommand):
    """Migrates, then serves pages, API, websockets, spool and clock until SIGTERM."""

    help = "Runs the whole office in the foreground: pages, API, websockets, spool and clock."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address and whether to fill in the demo."""
        parser.add_argument("--host", default="0.0.0.0", help="address to listen on (all)")  # noqa: S104 (kiosks and screens are other machines)
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
        parser.add_argument("--demo", action="store_true", help="fill an empty data folder")
        parser.add_argument("--counters", type=int, default=6, help="counters of the demo (6)")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Prepare, then serve."""
        if not 1 <= options["counters"] <= MOST_COUNTERS:
            message = f"--counters takes a number from 1 to {MOST_COUNTERS}."
            raise CommandError(message)
        logging.getLogger("daphne").setLevel(logging.ERROR)
        self.check(tags=[UPGRADE], databases=[DEFAULT_DB_ALIAS])
        call_command("migrate", verbosity=0, interactive=False)
        static_files_prepare()
        if options["demo"]:
            self._demo(options["counters"])
        connections.close_all()
        self._serve(options["host"], options["port"])

    def _demo(self, counters: int) -> None:
        if demo_fill(counters=counters, now=timezone.now()):
            self.stdout.write(
                f"Demo office 'demo' made in {settings.ONESTOP_DATA}: accounts "
                f"tiepnhan1…tiepnhan{counters}, chuyenvien, lanhdao, giamsat, quantri, hethong; "
                f"password {PASSWORD}"
            )
        else:
            self.stdout.write("The database already holds an office: nothing was filled in.")

    def _serve(self, host: str, port: int) -> None:
        server = OfficeServer(host, port)
        spool = Spool()
        chores = Chores()

        def announce(bound_port: int) -> None:
            spool.start()
            chores.start()
            self._announce(host, bound_port)

        try:
            server.run(announce)
        except PortTakenError:
            message = f"Cannot listen on {host}:{port}: choose another with --host and --port."
            raise CommandError(message) from None
        spool.stop(timeout=STOP_TIMEOUT)
        chores.stop(timeout=STOP_TIMEOUT)

    def _announce(self, host: str, port: int) -> None:
        shown = "127.0.0.1" if host in ANY_ADDRESS else host
        if not settings.ONESTOP_URL:
            reachable = network_address() if host in ANY_ADDRESS else host
            settings.ONESTOP_URL = f"http://{reachable}:{port}"
        address = f"http://{shown}:{port}"
        self.stdout.write(
            f"Ready: {address}/\n"
            f"  Staff sign in at {address}/; others on the network at {settings.ONESTOP_URL}/"
        )
        for office in _office_codes():
            self.stdout.write(
                f"  Office {office}: {address}/kiosk/{office}/ and {address}/lobby/{office}/"
            )
        self.stdout.flush()


def _office_codes() -> list[str]:
    codes = list(Office.objects.order_by("code").values_list("code", flat=True)[:10])
    connections.close_all()
    return codes
