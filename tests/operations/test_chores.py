"""What is done by the clock: each chore at its own pace, with its name in the audit."""

import threading
import time
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import LazySettings

from onestop.directory.audit import origin_here
from onestop.directory.audit.anchor import anchor_path
from onestop.directory.models import AuditSeal
from onestop.operations.chores import CHORES, Chore, Chores
from tests.directory.audit.writing import write


def test_each_chore_keeps_its_own_pace_and_name() -> None:
    done: list[str] = []
    enough = threading.Event()

    def often(_now: datetime) -> None:
        done.append(origin_here())
        if len(done) >= 4:
            enough.set()

    def once(_now: datetime) -> None:
        done.append(origin_here())

    chores = Chores([Chore("often", often, pace=0.01), Chore("once", once, pace=60)])
    chores.start()
    assert enough.wait(10)
    chores.stop(timeout=2)
    assert done.count("chore once") == 1
    assert done.count("chore often") >= 3


@pytest.mark.django_db(transaction=True)
def test_the_audit_is_sealed_by_the_clock(settings: LazySettings, tmp_path: Path) -> None:
    settings.ONESTOP_DATA = tmp_path
    write(3)
    chores = Chores(CHORES)
    chores.start()
    deadline = time.monotonic() + 10
    while not anchor_path().exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    chores.stop(timeout=2)
    assert AuditSeal.objects.get().count == 3
