"""How waiting is told in words: honest ranges, rounded outwards, never to the second."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTE = 60
# From here on ranges are given in steps of five minutes, and of half an hour.
COARSE = 20
VERY_COARSE = 120


def people_waiting(count: int) -> str:
    """Return how many people wait, as the kiosk says it."""
    if count == 0:
        return _("không ai chờ")
    return ngettext("%(count)d người chờ", "%(count)d người chờ", count) % {"count": count}


def people_ahead(count: int) -> str:
    """Return how many people are called before, as a sentence."""
    if count == 0:
        return _("Ông/bà là người tiếp theo.")
    sentence = ngettext(
        "Có %(count)d người trước ông/bà.", "Có %(count)d người trước ông/bà.", count
    )
    return sentence % {"count": count}


def expected_wait(low: float, high: float) -> str:
    """Return a range of seconds in minutes, such as "khoảng 10–20 phút"."""
    least, most = _rounded(low, up=False), _rounded(high, up=True)
    if most <= 1:
        return _("dưới 2 phút")
    if least == 0:
        return _("dưới %(most)d phút") % {"most": most}
    if least == most:
        return _("khoảng %(most)d phút") % {"most": most}
    return _("khoảng %(least)d–%(most)d phút") % {"least": least, "most": most}


def minutes_since(earlier: datetime, later: datetime) -> int:
    """Return the whole minutes between two moments, never below zero."""
    return max(0, int((later - earlier).total_seconds() // MINUTE))


def _rounded(seconds: float, *, up: bool) -> int:
    minutes = max(0.0, seconds) / MINUTE
    step = 1 if minutes <= COARSE else 5 if minutes <= VERY_COARSE else 30
    return int(-(-minutes // step) if up else minutes // step) * step
