"""Fixtures of the catalogue's tests."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.catalogue.files import Table


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """Return what writes rows as a CSV file."""

    def write(rows: Sequence[Mapping[str, str]]) -> Path:
        path = tmp_path / "table.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write
