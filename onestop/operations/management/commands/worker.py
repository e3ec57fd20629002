"""`manage.py worker`: spool and clock alone, where several processes serve the pages."""

import signal
import threading
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand

from onestop.operations.chores import Chores
from printing.spool import Spool

STOP_TIMEOUT = 2.0  # seconds, for spool and for chores


class Command(BaseCommand):
    """Sends print jobs and runs the chores of the clock until SIGTERM."""

    help = "Runs spool and clock alone, for installations with several web processes."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Work until told to stop."""
        stopped = threading.Event()

        def stop(_signal: int, _frame: FrameType | None) -> None:
            stopped.set()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        spool, chores = Spool(), Chores()
        spool.start()
        chores.start()
        self.stdout.write("Worker ready")
        self.stdout.flush()
        stopped.wait()
        spool.stop(timeout=STOP_TIMEOUT)
        chores.stop(timeout=STOP_TIMEOUT)
