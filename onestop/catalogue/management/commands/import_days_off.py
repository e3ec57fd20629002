"""`manage.py import_days_off FILE`: brings days off and swapped days into the calendar."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from onestop.catalogue.importers import days_off_import
from onestop.directory.refusals import BadInput


class Command(BaseCommand):
    """Adds and updates days; the same file twice changes nothing the second time."""

    help = "Adds and updates the days off and swapped working days of a CSV file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import the file and say what changed."""
        try:
            done = days_off_import(options["file"])
        except BadInput as refusal:
            raise CommandError(str(refusal.detail)) from None
        self.stdout.write(
            gettext(
                "Ngày nghỉ, ngày làm bù: %(new)s mới, %(changed)s thay đổi, %(removed)s bỏ,"
                " %(same)s như cũ."
            )
            % {
                "new": done.created,
                "changed": done.changed,
                "removed": done.removed,
                "same": done.unchanged,
            }
        )
