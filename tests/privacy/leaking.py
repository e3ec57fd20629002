"""A test that logs a person; only `test_logs.py` runs it, to see that its run fails."""

import logging


def test_leak() -> None:
    number = "001190" + "123456"
    logging.getLogger("onestop").error("Received %s", number)
