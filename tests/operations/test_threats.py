"""The threat model names tests that exist, and says where a proof is missing."""

import ast
import re
from functools import cache

import pytest

from tests.running import ROOT

NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
TEXT = (ROOT / "onestop" / "THREATS.md").read_text(encoding="utf-8")
TABLES = TEXT.split("| threat | defence | proof |\n|---|---|---|\n")[1:]
ROWS = [
    [cell.strip() for cell in line.split("|")[1:-1]]
    for table in TABLES
    for line in table.split("\n\n", maxsplit=1)[0].splitlines()
]


@cache
def names_in(path: str) -> frozenset[str]:
    """Return the names of the tests in a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(one.name for one in ast.walk(tree) if isinstance(one, functions))


@pytest.mark.parametrize(("threat", "_defence", "proof"), ROWS, ids=lambda cell: cell[:40])
def test_each_threat_names_tests_that_exist(threat: str, _defence: str, proof: str) -> None:
    named = NAMED.findall(proof)
    assert named or proof.startswith("not yet: "), threat
    for path, name in named:
        assert (ROOT / path).is_file(), path
        assert name in names_in(path), f"{path}::{name}"


def test_the_threats_are_many_enough_to_be_a_model() -> None:
    assert len(ROWS) > 40
