"""`manage.py import_procedures FILE`: brings a table of procedures into the catalogue."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from onestop.catalogue.importers import defaults_ensure, procedures_import
from onestop.directory.refusals import BadInput


class Command(BaseCommand):
    """Adds and updates procedures; the same file twice changes nothing the second time."""

    help = "Adds and updates the procedures of a CSV file; a bad row changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import the file and say what changed."""
        try:
            done = procedures_import(options["file"])
        except BadInput as refusal:
            raise CommandError(str(refusal.detail)) from None
        defaults_ensure()
        counts = {"new": done.created, "changed": done.changed, "same": done.unchanged}
        self.stdout.write(
            gettext("Thủ tục: %(new)s mới, %(changed)s thay đổi, %(same)s như cũ.") % counts
        )
