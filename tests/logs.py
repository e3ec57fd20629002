"""Every log of a test run, searched at its end for the personal values that the tests use.

Each test process and each real office logs into one folder. A value that a test gives an applicant
has one of the forms below, or is named here: the run fails if a log holds one.
"""

import logging
import os
import re
import shutil
import tempfile
import uuid
from pathlib import Path

FOLDER = "ONESTOP_TEST_LOGS"
# Names of applicants in tests. Staff are no secret of an office; they are not here.
NAMES = (
    "Nguyễn Thị Mẫu",
    "Trần Văn Mẫu",
    "Lê Văn Mẫu",
    "Công ty Thí Dụ",
    "Người Khác",
    "Thôn Mẫu",
)
# Identity numbers, mobile numbers, mail addresses; in a log as in an address or in JSON.
FORMS = (
    re.compile(r"(?<![0-9A-Fa-f.])0[0-9]{11}(?![0-9A-Fa-f])"),
    re.compile(r"(?<![0-9A-Fa-f.])(?:0|\+84|%2B84)9[0-9]{8}(?![0-9A-Fa-f])"),
    re.compile(r"[a-z0-9.]+(?:@|%40)example\.com"),
)


def personal_in(text: str) -> list[str]:
    """Return the personal values that stand in the text, also those written as escapes."""
    written = {name: (name, ascii(name)[1:-1], _in_address(name)) for name in NAMES}
    names = [name for name, forms in written.items() if any(one in text for one in forms)]
    return names + [found for form in FORMS for found in form.findall(text)]


def log_folder() -> Path:
    """Return the folder of this run's logs, the same in every process that it starts."""
    if FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="onestop-logs-")
    return Path(os.environ[FOLDER])


def log_here() -> logging.Handler:
    """Log this process into the folder too, in the product's own lines, and return the handler."""
    handler = logging.FileHandler(log_folder() / f"tests-{os.getpid()}.log", delay=True)
    shown = logging.getLogger().handlers
    handler.setFormatter(next((one.formatter for one in shown if one.formatter), None))
    logging.getLogger().addHandler(handler)
    logging.getLogger("django.request").addFilter(_without_request)
    return handler


def _without_request(record: logging.LogRecord) -> bool:
    """Take the request off: pytest keeps records until a test ends, and so all that was sent."""
    vars(record).pop("request", None)
    return True


def log_keep(log: Path) -> None:
    """Keep what an office has logged; its own folder goes with its test."""
    if log.exists():
        shutil.copy(log, log_folder() / f"office-{uuid.uuid4().hex[:8]}.log")


def leaks(folder: Path) -> list[str]:
    """Return "file: value" for each personal value in the logs."""
    found = []
    for log in sorted(folder.glob("*.log")):
        values = personal_in(log.read_text(encoding="utf-8", errors="replace"))
        found += [f"{log.name}: {value}" for value in dict.fromkeys(values)]
    return found


def _in_address(name: str) -> str:
    return "".join(f"%{byte:02X}" if byte > 127 else chr(byte) for byte in name.encode()).replace(
        " ", "%20"
    )
