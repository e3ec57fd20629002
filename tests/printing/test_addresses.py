"""Addresses of printers: what each means, and the cure for a bad one."""

import pytest

from onestop.directory.refusals import BadInput
from printing.devices import Address, printer_address
from printing.devices.addresses import File, Preview, Serial, Tcp, Usb

GOOD: dict[str, Address] = {
    "escpos+tcp://192.168.1.50:9100": Tcp("192.168.1.50", 9100),
    "escpos+tcp://may-in-1:9101/": Tcp("may-in-1", 9101),
    "escpos+tcp://192.168.1.50": Tcp("192.168.1.50", 9100),
    "escpos+tcp://[::1]:9100": Tcp("::1", 9100),
    "escpos+usb://04b8:0e15": Usb(0x04B8, 0x0E15, 0x82, 0x01),
    "escpos+usb://0416:5011?in=81&out=03": Usb(0x0416, 0x5011, 0x81, 0x03),
    "escpos+serial:///dev/ttyUSB0": Serial("/dev/ttyUSB0", 9600),
    "escpos+serial:///dev/ttyS1?baudrate=19200": Serial("/dev/ttyS1", 19200),
    "escpos+serial://COM3": Serial("COM3", 9600),
    "escpos+file:///dev/usb/lp0": File("/dev/usb/lp0"),
    "preview:": Preview(),
}
BAD = [
    "",
    "tcp://192.168.1.50:9100",
    "192.168.1.50:9100",
    "http://192.168.1.50",
    "escpos+tcp://",
    "escpos+tcp://:9100",
    "escpos+tcp://host:port",
    "escpos+tcp://host:70000",
    "escpos+tcp://host:0",
    "escpos+tcp://me@host:9100",
    "escpos+tcp://host:9100/queue",
    "escpos+tcp://a..b:9100",
    f"escpos+tcp://{'a' * 64}:9100",
    "escpos+tcp://[::1:9100",
    "escpos+usb://04b8",
    "escpos+usb://04b8:xyzw",
    "escpos+usb://04b8:0e15?speed=1",
    "escpos+serial://",
    "escpos+serial:///dev/ttyUSB0?baudrate=fast",
    "escpos+serial:///dev/ttyUSB0?baudrate=0",
    "escpos+file://",
    "escpos+file://relative/path",
    "escpos+file:///",
    "escpos+tcp://ho st:9100",
    "escpos+tcp://host\n:9100",
    "preview:1",
    "escpos+file:///" + "a" * 300,
]


@pytest.mark.parametrize("url", GOOD)
def test_address_is_understood(url: str) -> None:
    assert printer_address(url) == GOOD[url]


@pytest.mark.parametrize("url", BAD)
def test_bad_address_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(BadInput) as refusal:
        printer_address(url)
    assert "escpos+" in str(refusal.value.errors["url"])
