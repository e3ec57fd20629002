"""What the commands that bring in a table have in common."""

from abc import ABC, abstractmethod
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError
from django.utils.translation import gettext

from onestop.catalogue.importers import Imported
from onestop.directory.refusals import BadInput


class ImportCommand(BaseCommand, ABC):
    """Brings in one file; whatever is wrong with it is one line on stderr."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import the file and say what changed."""
        try:
            done = self.load(options["file"])
        except BadInput as refusal:
            raise CommandError(str(refusal.detail)) from None
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(
                gettext("Cơ sở dữ liệu chưa sẵn sàng (%(reason)s). Hãy chạy manage.py migrate.")
                % {"reason": str(error).strip().splitlines()[0]}
            ) from None
        self.stdout.write(self.said(done))

    @abstractmethod
    def load(self, path: str) -> Imported:
        """Import the file; raises `BadInput`."""

    @abstractmethod
    def said(self, done: Imported) -> str:
        """Return what changed, in words."""
