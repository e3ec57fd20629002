"""`manage.py person_export`: everything that is held of one person, as JSON on stdout."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from onestop.directory.audit import acting_from
from onestop.directory.models import Office
from onestop.directory.refusals import Refusal
from onestop.operations.privacy.person import person_export


class Command(BaseCommand):
    """The number comes from a file or stdin: an argument would stand in the list of processes."""

    help = "Prints everything that is held of one person as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a number from a file, or a case code."""
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--identity-file", help="file with the identity number; - is stdin")
        which.add_argument("--case", default="", help="code of one of the person's cases")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the JSON."""
        source = options["identity_file"]
        try:
            identity = _read(source).strip() if source else ""
            with acting_from("command"):
                held = person_export(
                    offices=Office.objects.all(),
                    identity=identity,
                    code=options["case"],
                    actor=None,
                    now=timezone.now(),
                )
        except (OSError, UnicodeDecodeError):
            raise CommandError("The file cannot be read.") from None
        except Refusal as refusal:
            raise CommandError(str(refusal.detail)) from None
        text = json.dumps(held, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        self.stdout.write(text)


def _read(source: str) -> str:
    return sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
