"""Addresses of printers: `escpos+tcp://HOST:PORT`, `…+usb://VID:PID`, `…+serial://DEVICE`, ….

A bad one is refused with an example of a good one. This folder knows neither database nor models:
print stations run it on computers that have none.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onestop.directory.refusals import BadInput

# The address of a printer that only draws.
PREVIEW = "preview:"
PORT = 9100  # where network printers listen
BAUD_RATE = 9600
LONGEST = 300
HEX = re.compile(r"[0-9a-fA-F]{4}")
# Endpoints of most receipt printers; another pair stands behind "?in=81&out=03".
ENDPOINT_IN, ENDPOINT_OUT = "82", "01"


@dataclass(frozen=True)
class Tcp:
    """A printer on the network."""

    host: str
    port: int


@dataclass(frozen=True)
class Usb:
    """A printer on USB, by the ids of maker and product."""

    vendor: int
    product: int
    endpoint_in: int
    endpoint_out: int


@dataclass(frozen=True)
class Serial:
    """A printer on a serial line."""

    device: str
    baud_rate: int


@dataclass(frozen=True)
class File:
    """A device file such as /dev/usb/lp0, or a file that keeps what was printed."""

    path: str


@dataclass(frozen=True)
class Preview:
    """No printer: what would come out is drawn when somebody looks at it."""


Address = Tcp | Usb | Serial | File | Preview

EXAMPLES = gettext_lazy(
    "Địa chỉ máy in chưa đúng. Viết như: escpos+tcp://192.168.1.50:9100, "
    "escpos+usb://04b8:0e15, escpos+serial:///dev/ttyUSB0, escpos+file:///dev/usb/lp0, preview:"
)


def printer_address(url: str) -> Address:
    """Return what the address says; raises `BadInput` for the field `url`."""
    if url == PREVIEW:
        return Preview()
    scheme, separator, rest = url.partition("://")
    plain = len(url) <= LONGEST and url.isprintable() and not any(map(str.isspace, url))
    if not (plain and separator and rest and scheme in KINDS):
        raise _bad(EXAMPLES)
    return KINDS[scheme](rest)


def _bad(sentence: str | Promise) -> BadInput:
    return BadInput.field("url", sentence)


def _tcp(rest: str) -> Tcp:
    try:
        parts = urlsplit(f"//{rest}")
        host, port = parts.hostname or "", PORT if parts.port is None else parts.port
        host.encode("idna")
    except ValueError:  # a port that is no number or too large, a name that no host can have
        host, port = "", 0
    if not (host and port) or parts.username or parts.path.strip("/") or parts.query:
        raise _bad(_("Viết máy in mạng như: escpos+tcp://192.168.1.50:9100"))
    return Tcp(host, port)


def _usb(rest: str) -> Usb:
    parts = urlsplit(f"//{rest}")
    vendor, _colon, product = parts.netloc.partition(":")
    given = parse_qs(parts.query)
    ends = (given.pop("in", [ENDPOINT_IN])[0], given.pop("out", [ENDPOINT_OUT])[0])
    known = all(re.fullmatch(r"(0x)?[0-9a-fA-F]{2}", end) for end in ends)
    if not (HEX.fullmatch(vendor) and HEX.fullmatch(product) and known) or given:
        raise _bad(_("Viết máy in USB như: escpos+usb://04b8:0e15 (mã hãng : mã máy, xem lsusb)"))
    return Usb(int(vendor, 16), int(product, 16), int(ends[0], 16), int(ends[1], 16))


def _serial(rest: str) -> Serial:
    device, _mark, query = rest.partition("?")
    given = parse_qs(query)
    rate = given.pop("baudrate", [str(BAUD_RATE)])[0]
    if not (device and rate.isascii() and rate.isdigit() and int(rate)) or given:
        raise _bad(_("Viết cổng nối tiếp như: escpos+serial:///dev/ttyUSB0?baudrate=19200"))
    return Serial(device, int(rate))


def _file(rest: str) -> File:
    if not rest.startswith("/") or rest.endswith("/"):
        raise _bad(_("Viết đủ đường dẫn, như: escpos+file:///dev/usb/lp0"))
    return File(rest)


KINDS: Mapping[str, Callable[[str], Address]] = {
    "escpos+tcp": _tcp,
    "escpos+usb": _usb,
    "escpos+serial": _serial,
    "escpos+file": _file,
}
