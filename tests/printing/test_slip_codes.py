"""The QR codes on slips are read back from the picture, by a reader that shares no code."""

from dataclasses import replace

import pytest
import zxingcpp

from printing.slips import Slip, SlipError, slip_bytes
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


@pytest.mark.parametrize("width", [576, 384])
def test_a_printer_that_draws_codes_itself_draws_the_same(width: int) -> None:
    data = slip_bytes(TICKET, width_dots=width, text="raster", native_codes=True)
    picture = decode(data, width).picture
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [TICKET_URL]
    assert len(data) < len(slip_bytes(TICKET, width_dots=width, text="raster"))


def test_each_of_many_codes_is_read_although_the_mask_is_fixed() -> None:
    for place in range(40):
        url = f"{TICKET_URL[:-5]}{place * 7919 % 99991:05}/"
        assert read(replace(TICKET, url=url), 384, "raster") == [url]


def test_a_code_that_fits_no_paper_is_an_error() -> None:
    slip = replace(TICKET, url="x" * 1500)
    with pytest.raises(SlipError, match="quá dài"):
        slip_bytes(slip, width_dots=384, text="raster")
