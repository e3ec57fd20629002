"""Files that are sent as scans: good ones, and ones that pretend."""

import struct
import zlib
from io import BytesIO

from PIL import Image
from reportlab.pdfgen.canvas import Canvas


def picture(kind: str = "PNG", size: tuple[int, int] = (80, 120)) -> bytes:
    """Return a small picture."""
    file = BytesIO()
    Image.new("L", size, 200).save(file, kind)
    return file.getvalue()


def document(text: str = "Tờ khai") -> bytes:
    """Return a PDF of one page."""
    file = BytesIO()
    page = Canvas(file)
    page.drawString(100, 700, text)
    page.save()
    return file.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """Return a PNG of some kilobytes that claims hundreds of millions of pixels."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    row = b"\x00" * (1 + width // 8)
    data = zlib.compress(row * 1000, 9)
    parts = _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts
