"""A key that was sent before the office went down gets the same answer when it is up again."""

import signal
from pathlib import Path

from tests.running import running_office


def test_a_key_outlives_the_process_that_answered_it(tmp_path: Path) -> None:
    body = {"service": "ho-tich", "print": False}
    key = {"Idempotency-Key": "before-the-fall"}
    with running_office(tmp_path, counters=1) as office:
        first = office.call("tiepnhan1", "POST", "offices/demo/tickets", body, key)
        office.end(signal.SIGKILL)
        office.start()
        again = office.call("tiepnhan1", "POST", "offices/demo/tickets", body, key)
        other = office.call("tiepnhan1", "POST", "offices/demo/tickets", body)
    assert first[0] == 201
    assert again == first
    assert other[1]["number"] == "A002"
