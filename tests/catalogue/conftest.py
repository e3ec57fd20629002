"""Fixtures of the catalogue's tests."""

import csv
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from tests.cases.desk import Desk, culture_day
from tests.cast import Cast
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


@pytest.fixture
def desk(cast: Cast, monday_morning: datetime) -> Desk:
    """Return the cast at work on Monday 23 November 2026 at 9:00."""
    culture_day()
    return Desk(cast, monday_morning)
