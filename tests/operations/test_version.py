"""The product says one version everywhere."""

import tomllib
from pathlib import Path

import onestop


def test_the_product_has_the_version_of_its_project_file() -> None:
    project = Path(onestop.__file__).resolve().parent.parent / "pyproject.toml"
    assert tomllib.loads(project.read_text())["project"]["version"] == onestop.VERSION
