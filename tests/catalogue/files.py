"""How tests name the tables that they bring in."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

# Writes rows as CSV, the columns of the first one as heading, and returns the file.
Table = Callable[[Sequence[Mapping[str, str]]], Path]
