"""The part of a file that a browser asks for (RFC 9110, section 14). Pure."""

import re
from typing import NamedTuple

ASKED = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


class Part(NamedTuple):
    """Bytes from `first` to `last`, both included, of a file of `size`."""

    first: int
    last: int
    size: int

    @property
    def said(self) -> str:
        """Return the part as the answer's header says it."""
        return f"bytes {self.first}-{self.last}/{self.size}"


def part_asked(header: str, size: int) -> Part | None:
    """Return the one part that the header names; None: the whole file answers as well."""
    found = ASKED.fullmatch(header.strip())
    if found is None or not size or not any(found.groups()):
        return None
    if not found[1]:  # the last so many bytes
        return Part(max(0, size - int(found[2])), size - 1, size) if int(found[2]) else None
    first = int(found[1])
    last = min(int(found[2]), size - 1) if found[2] else size - 1
    return Part(first, last, size) if first <= last else None
