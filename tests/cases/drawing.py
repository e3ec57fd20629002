"""Writes the part of the cases' README that is made from the table of transitions."""

from pathlib import Path

from onestop.cases import diagram

README = Path(diagram.__file__).with_name("README.md")


def drawn() -> str:
    """Return the part as it stands in the README."""
    text = README.read_text(encoding="utf-8")
    begin, end = text.index(diagram.BEGIN), text.index(diagram.END)
    return text[begin : end + len(diagram.END)]


def draw() -> None:
    """Write it anew."""
    text = README.read_text(encoding="utf-8")
    README.write_text(text.replace(drawn(), diagram.markdown()), encoding="utf-8")


if __name__ == "__main__":
    draw()
