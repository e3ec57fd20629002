"""`manage.py recompute_deadlines`: counts the open cases anew by the calendar as it is now."""

import gc
import json
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError
from django.utils import timezone
from django.utils.translation import gettext

from onestop.cases.selectors.recomputing import moves_expected
from onestop.cases.services import deadlines_recompute, recomputation_ask
from onestop.catalogue.causes import CalendarCause
from onestop.directory.models import Office

Answer = dict[str, Any]


class Command(BaseCommand):
    """Moves the due dates that the calendar no longer supports, and records each move.

    What an edit of the calendar has ordered is worked off by the running office anyway; this is
    for calendars that were changed beside it, and for whoever does not want to wait.
    """

    help = "Counts the due dates of open cases anew by the calendar as it is now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whose cases, whether to write, and the form of the answer."""
        parser.add_argument("--office", metavar="CODE", help="only this office's cases")
        parser.add_argument("--dry-run", action="store_true", help="only tell what would move")
        parser.add_argument("--json", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Count and say what moved."""
        try:
            # What is loaded stays: looking through all of it would take longer than a lock may.
            gc.freeze()
            office = _office(options["office"])
            begun = time.monotonic()
            answer = _expected(office) if options["dry_run"] else _done(office)
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(
                gettext("Cơ sở dữ liệu chưa sẵn sàng (%(reason)s). Hãy chạy manage.py migrate.")
                % {"reason": str(error).strip().splitlines()[0]}
            ) from None
        answer["seconds"] = round(time.monotonic() - begun, 3)
        self.stdout.write(json.dumps(answer) if options["json"] else _said(answer))


def _office(code: str | None) -> Office | None:
    if code is None:
        return None
    office = Office.objects.filter(code=code).first()
    if office is None:
        raise CommandError(gettext("Không có bộ phận một cửa nào có mã này."))
    return office


def _done(office: Office | None) -> Answer:
    now = timezone.now()
    ordered = recomputation_ask(office=office, cause=CalendarCause.ASKED, actor=None, now=now)
    done = deadlines_recompute(recomputation=ordered, now=now)
    return {
        "checked": done.checked,
        "moved": done.moved,
        "steps_moved": done.steps_moved,
        "longest_lock_ms": round(1000 * done.longest_lock, 1),
        "dry_run": False,
    }


def _expected(office: Office | None) -> Answer:
    found = moves_expected([office] if office else list(Office.objects.all()))
    return {
        "checked": found.checked,
        "moved": found.moved,
        "steps_moved": found.steps_moved,
        "dry_run": True,
    }


def _said(answer: Answer) -> str:
    if answer["dry_run"]:
        sentence = gettext("Đã xét %(checked)s hồ sơ: %(moved)s sẽ đổi hạn. Chưa ghi gì.")
    else:
        sentence = gettext("Đã xét %(checked)s hồ sơ: %(moved)s đổi hạn (%(seconds)s giây).")
    return sentence % answer
