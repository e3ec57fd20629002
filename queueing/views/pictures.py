"""Pictures that a page draws itself."""

import segno


def code_picture(address: str) -> str:
    """Return a QR code of the address as a `data:` URI of an SVG, with its quiet zone."""
    return segno.make(address, error="m", micro=False).svg_data_uri(
        border=4, dark="#000000", light="#ffffff"
    )
