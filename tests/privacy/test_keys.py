"""Keys to personal data: made once, tried by id, and named when they are missing."""

import stat
import threading
from pathlib import Path

import pytest
from pytest_django import Settings

from onestop.directory.keys import KeyGone, derived_key, digest, digests, opened, sealed
from onestop.directory.keys.file import key_add, keys_keep
from onestop.environment import Environment


def test_the_file_is_made_once_whoever_comes_first(tmp_path: Path) -> None:
    found: list[str] = []

    def read() -> None:
        Environment(tmp_path).personal_keys(tmp_path)
        found.append((tmp_path / "personal_keys").read_text())

    threads = [threading.Thread(target=read) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(set(found)) == 1
    assert stat.S_IMODE((tmp_path / "personal_keys").stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["personal_keys"]


@pytest.mark.parametrize("content", ["", "short\n", "é\n", "A" * 44 + "\n"])
def test_a_file_that_holds_no_keys_is_named_with_its_cure(tmp_path: Path, content: str) -> None:
    (tmp_path / "personal_keys").write_text(content)
    environment = Environment(tmp_path)
    environment.personal_keys(tmp_path)
    (problem,) = environment.problems
    assert problem.id in {"onestop.E010", "onestop.E011"}
    assert problem.hint


def test_what_is_sealed_opens_in_its_place_only(keys_file: Path) -> None:
    hidden = sealed("001190123456", "a.b")
    assert keys_file.exists()
    assert "001190" not in hidden
    assert hidden != sealed("001190123456", "a.b")
    assert opened(hidden, "a.b") == "001190123456"
    with pytest.raises(KeyGone):
        opened(hidden, "a.c")


@pytest.mark.usefixtures("keys_file")
@pytest.mark.parametrize("stored", ["001190123456", "v1.", "v1.00000000.AAAA", "v2.a.b", "v1.a.é"])
def test_what_was_not_sealed_here_is_refused_without_its_text(stored: str) -> None:
    with pytest.raises(KeyGone) as refused:
        opened(stored, "a.b")
    assert stored not in str(refused.value)


@pytest.mark.usefixtures("keys_file")
def test_a_new_key_writes_and_old_ones_still_read() -> None:
    before, found_by, root = sealed("x", "a.b"), digest("x", "c"), derived_key("audit")
    added = key_add()
    assert sealed("x", "a.b").startswith(f"v1.{added.id}.")
    assert opened(before, "a.b") == "x"
    assert found_by in digests("x", "c")
    assert found_by != digest("x", "c")
    assert derived_key("audit") == root


@pytest.mark.usefixtures("keys_file")
def test_a_key_that_is_taken_away_opens_nothing_and_the_root_stays() -> None:
    before, root = sealed("x", "a.b"), derived_key("audit")
    key_add()
    assert keys_keep(set())
    assert derived_key("audit") == root
    with pytest.raises(KeyGone):
        opened(before, "a.b")


def test_keys_of_the_environment_come_before_the_file(settings: Settings) -> None:
    settings.PERSONAL_KEYS = ("A" * 43 + "=",)
    before = derived_key("audit")
    settings.PERSONAL_KEYS = ("B" * 43 + "=", "A" * 43 + "=")
    assert derived_key("audit") == before
    assert derived_key("other") != before
