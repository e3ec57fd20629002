"""The printer of python-escpos that turns a slip into bytes without sending them anywhere."""

from typing import Any

ESC = b"\x1b"
# ESC J takes one byte.
LONGEST_FEED = 255
# A small printer buffers no more rows of a raster at a time than one byte counts.
HIGHEST_RASTER = 255


def slip_printer(width_dots: int) -> Any:
    """Return a `Dummy` that knows how wide the paper is.

    python-escpos has no profile for "any printer of this width": the default one does not know
    its width (and says so on standard output), the known ones are narrower or cannot cut.
    """
    # Loaded when the first slip is drawn: reading its table of printers takes most of a second,
    # which no management command should wait for.
    from escpos.capabilities import Profile  # noqa: PLC0415
    from escpos.printer import Dummy  # noqa: PLC0415

    profile = Profile(features={"paperFullCut": True})
    profile.profile_data = {
        **Profile.profile_data,
        "media": {"dpi": 203, "width": {"mm": width_dots // 8, "pixels": width_dots}},
    }
    return Dummy(profile=profile)


def feed_dots(printer: Any, dots: int) -> None:
    """Move the paper by blank rows without sending them (ESC J).

    A unit is a dot where the printer has 203 dpi. Where it is finer, gaps shrink a little; ink
    never overlaps, because every row of it is sent.
    """
    while dots > 0:
        step = min(dots, LONGEST_FEED)
        printer._raw(ESC + b"J" + bytes([step]))  # noqa: SLF001 (python-escpos offers whole lines only)
        dots -= step


def cut_slip(printer: Any) -> None:
    """Feed the last line past the cutter, then cut."""
    printer.cut()
