"""Settings by environment: a bad one is named, with its cure, and nothing falls over."""

import stat
from pathlib import Path

import pytest

from onestop.environment import Environment


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    """Return an environment in which nothing is set."""
    for name in ("ONESTOP_DATA", "SECRET_KEY", "DATABASE_URL", "REDIS_URL", "ONESTOP_URL"):
        monkeypatch.delenv(name, raising=False)
    return Environment(tmp_path)


def ids(environment: Environment) -> list[str]:
    """Return the ids of the problems found."""
    return [problem.id for problem in environment.problems]


def test_the_data_folder_is_var_unless_it_is_named(
    environment: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert environment.data_folder() == tmp_path / "var"
    monkeypatch.setenv("ONESTOP_DATA", str(tmp_path / "elsewhere"))
    assert environment.data_folder().is_dir()


def test_a_data_folder_that_cannot_be_made_is_named(
    environment: Environment, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("ONESTOP_DATA", str(tmp_path / "file" / "below"))
    environment.data_folder()
    assert ids(environment) == ["onestop.E001"]


def test_the_secret_key_is_made_once_for_its_owner_alone(
    environment: Environment, tmp_path: Path
) -> None:
    key = environment.secret_key(tmp_path)
    assert environment.secret_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("setting", "problem"),
    [
        (("DATABASE_URL", "nonsense"), "onestop.E003"),
        (("REDIS_URL", "http://somewhere"), "onestop.E004"),
        (("ONESTOP_URL", "office"), "onestop.E005"),
    ],
)
def test_a_bad_address_is_named_with_its_cure(
    environment: Environment,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    setting: tuple[str, str],
    problem: str,
) -> None:
    monkeypatch.setenv(*setting)
    environment.database(tmp_path)
    environment.redis_url()
    environment.public_url()
    assert ids(environment) == [problem]
    assert all(found.hint and setting[0] in found.message for found in environment.problems)


def test_sqlite_takes_its_lock_when_a_transaction_begins(
    environment: Environment, tmp_path: Path
) -> None:
    assert environment.database(tmp_path)["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
