"""The one-stop office (bộ phận một cửa): its ground floor and its roof."""

# The product's version, as `pyproject.toml` has it.
VERSION = "0.1.0"
