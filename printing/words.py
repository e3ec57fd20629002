"""Dates and times in the words of slips and letters, in the office's time zone."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.clock.trail import WEEKDAYS

# Decree 30/2020: days below 10 and the months 1 and 2 carry a leading zero.
LAST_MONTH_WITH_ZERO = 2
WIDE = 576  # dots


def moment(at: datetime) -> str:
    """Return «thứ Hai, 23/11/2026 lúc 9:00»."""
    local = timezone.localtime(at)
    return _("%(weekday)s, %(day)s lúc %(time)s") % {
        "weekday": _(WEEKDAYS[local.weekday()]),
        "day": f"{local:%d/%m/%Y}",
        "time": clock_time(at),
    }


def clock_time(at: datetime) -> str:
    """Return «9:05», in the office's time zone."""
    local = timezone.localtime(at)
    return f"{local.hour}:{local:%M}"


def form_moment(at: datetime) -> str:
    """Return the time as the forms write it: «9 giờ 00 phút, ngày 23 tháng 11 năm 2026»."""
    local = timezone.localtime(at)
    return f"{local.hour} giờ {local:%M} phút, {form_date(local.date())}"


def form_date(day: date) -> str:
    """Return the date as Decree 30/2020 writes it: «ngày 05 tháng 02 năm 2027».

    Forms and letters are in Vietnamese by law, whatever the language of the page.
    """
    month = f"{day.month:02}" if day.month <= LAST_MONTH_WITH_ZERO else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def local_day(at: datetime) -> date:
    """Return the date of a moment in the office's time zone."""
    return timezone.localtime(at).date()


def width_words(dots: int) -> str:
    """Return the width of the paper that has this many dots across: 576 or 384."""
    return _("giấy 80 mm") if dots == WIDE else _("giấy 58 mm")


def text_words(text: str) -> str:
    """Return how letters are printed: as pictures, or in a code page of the printer."""
    return _("in chữ bằng hình") if text == "raster" else text
