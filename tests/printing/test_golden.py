"""Every slip looks as it looked when somebody last looked at it.

To draw the pictures anew after a wanted change, and then to look at each of them:

    GOLDEN=write .venv/bin/python -m pytest tests/printing/test_golden.py
"""

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from printing.slips import slip_bytes
from tests.printing.decoder import decode
from tests.printing.samples import SAMPLES

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("text", ["raster", "TCVN-3"])
@pytest.mark.parametrize("width", [576, 384])
@pytest.mark.parametrize("name", SAMPLES)
def test_slip_looks_as_before(name: str, width: int, text: str) -> None:
    drawn = decode(slip_bytes(SAMPLES[name], width_dots=width, text=text), width).picture
    path = GOLDEN / f"{name}-{width}-{text.lower()}.png"
    if os.environ.get("GOLDEN") == "write":
        drawn.convert("1").save(path, optimize=True)
    with Image.open(path) as golden:
        kept = golden.convert("L")
    assert drawn.size == kept.size
    assert ImageChops.difference(drawn, kept).getbbox() is None
