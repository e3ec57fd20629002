"""`manage.py deadline`: when a result is due, and how that was reached."""

import json
import re
from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.utils.translation import gettext

from onestop.catalogue.models import CalendarDay
from onestop.catalogue.selectors import (
    DEFAULT_WEEK,
    deadline_calendar,
    default_calendar,
    shipped_days,
)
from onestop.clock.calendar import WorkingCalendar
from onestop.clock.deadline import LONGEST_TERM, YEARS, Deadline, Unit, deadline
from onestop.clock.trail import TrailLine
from onestop.directory.models import Office

_UNITS: Mapping[str, Unit] = {
    "working_days": Unit.WORKING_DAY,
    "working_hours": Unit.WORKING_HOUR,
    "calendar_days": Unit.CALENDAR_DAY,
}
_AMOUNT = re.compile(r"\d{1,4}", re.ASCII)


class Command(BaseCommand):
    """Counts one due date by the office's calendar and explains it line by line."""

    help = "Tells when a result is due and how that was reached."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take reception, term, office and form of the answer.

        Values are read in `handle`, so that each bad one is answered by one line.
        """
        parser.add_argument("--received", metavar="ISO", help="2026-02-13T09:00, local time")
        parser.add_argument("--working-days", metavar="N", help="0: a same-day procedure")
        parser.add_argument("--working-hours", metavar="N")
        parser.add_argument("--calendar-days", metavar="N")
        parser.add_argument("--office", metavar="CODE", help="may be left out where there is one")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Answer on stdout."""
        amount, unit = _term(options)
        try:
            calendar = _calendar(options["office"])
        except OperationalError as error:
            raise CommandError(
                gettext("Không đọc được cơ sở dữ liệu: %(reason)s")
                % {"reason": str(error).strip().splitlines()[0]}
            ) from None
        received_at = _received_at(options["received"], calendar)
        answer = deadline(calendar, received_at, amount, unit)
        if options["json"]:
            self.stdout.write(json.dumps(_as_json(answer), ensure_ascii=False, indent=2))
        else:
            for line in answer.trail:
                self.stdout.write(line.said(gettext))
            self.stdout.write(answer.due_at.isoformat())


def _term(options: Mapping[str, Any]) -> tuple[int, Unit]:
    given = [(options[name], unit) for name, unit in _UNITS.items() if options[name] is not None]
    if len(given) != 1:
        raise CommandError(
            gettext("Hãy ghi đúng một thời hạn: --working-days, --working-hours, --calendar-days.")
        )
    value, unit = given[0]
    if not _AMOUNT.fullmatch(str(value)):
        raise CommandError(
            gettext("Thời hạn là số nguyên từ 0 đến %(most)s.") % {"most": LONGEST_TERM}
        )
    return int(value), unit


def _received_at(value: str | None, calendar: WorkingCalendar) -> datetime:
    """Return the moment; without an offset it is local time."""
    try:
        moment = datetime.fromisoformat(value or "")
    except ValueError:
        raise CommandError(
            gettext("--received là thời điểm nhận, ví dụ 2026-02-13T09:00.")
        ) from None
    if moment.year not in YEARS:
        raise CommandError(
            gettext("--received phải từ năm %(first)s đến năm %(last)s.")
            % {"first": YEARS[0], "last": YEARS[-1]}
        )
    return moment if moment.tzinfo else moment.replace(tzinfo=calendar.tz)


def _calendar(code: str | None) -> WorkingCalendar:
    """Return the calendar of the office, of the only one, or the default without any.

    The command also serves before the database has been made.
    """
    if CalendarDay._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001 (Django's documented API)
        _ensure_unnamed(code)
        return WorkingCalendar(DEFAULT_WEEK, shipped_days())
    offices = {office.code: office for office in Office.objects.order_by("code")}
    if not offices:
        _ensure_unnamed(code)
        return default_calendar()
    chosen = code if code is not None or len(offices) > 1 else next(iter(offices))
    if chosen not in offices:
        raise CommandError(
            gettext("Hãy ghi --office với một trong: %(codes)s.") % {"codes": ", ".join(offices)}
        )
    return deadline_calendar(offices[chosen])


def _ensure_unnamed(code: str | None) -> None:
    if code is not None:
        raise CommandError(gettext("Chưa có bộ phận một cửa nào; hãy bỏ --office."))


def _as_json(answer: Deadline) -> dict[str, object]:
    return {
        "due_at": answer.due_at.isoformat(),
        "trail": [_line_as_json(line) for line in answer.trail],
        "estimated": answer.estimated,
    }


def _line_as_json(line: TrailLine) -> dict[str, str | None]:
    at: date | datetime | None = line.at
    return {
        "text": line.said(gettext),
        "rule": line.rule,
        "at": None if at is None else at.isoformat(),
    }
