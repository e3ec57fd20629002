"""The QR codes on slips are read back from the picture, by a reader that shares no code."""

from dataclasses import replace

import pytest
import zxingcpp

from printing.slips import Slip, slip_bytes
from tests.printing.decoder import decode
from tests.printing.samples import CASE_CODE, RECEIPT, TICKET, TICKET_URL


def read(slip: Slip, width: int, text: str) -> list[str]:
    picture = decode(slip_bytes(slip, width_dots=width, text=text), width).picture
    return [found.text for found in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("text", ["raster", "TCVN-3"])
@pytest.mark.parametrize("width", [576, 384])
def test_ticket_leads_to_its_page(width: int, text: str) -> None:
    assert read(TICKET, width, text) == [TICKET_URL]


@pytest.mark.parametrize("text", ["raster", "TCVN-3"])
@pytest.mark.parametrize("width", [576, 384])
def test_receipt_tells_its_code(width: int, text: str) -> None:
    assert read(RECEIPT, width, text) == [CASE_CODE]


def test_long_address_still_fits_narrow_paper() -> None:
    url = f"https://mot-cua.xa-mau.example.vn/{'t' * 120}/"
    assert read(replace(TICKET, url=url), 384, "raster") == [url]
