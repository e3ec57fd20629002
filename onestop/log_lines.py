"""Lines of the log, without the values that a database names in its errors."""

import logging
import re
from types import TracebackType
from typing import TypeAlias

# PostgreSQL adds the row or the values to its errors, each on a line that begins so.
VALUES = re.compile(r"^(DETAIL|CONTEXT|HINT):.*$", re.MULTILINE)

Raised: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class LineFormatter(logging.Formatter):
    """Django's formatter whose tracebacks hold no row of the database."""

    def formatException(self, ei: Raised) -> str:  # noqa: N802 (logging's own name)
        """Return the traceback without what the database says of values."""
        return VALUES.sub(r"\1: (not logged)", super().formatException(ei))
