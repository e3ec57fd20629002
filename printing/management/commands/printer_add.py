"""`manage.py printer_add`: gives an office a printer, or changes one."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from onestop.directory.models import Office
from onestop.directory.refusals import BadInput
from printing.models import Role
from printing.services import printer_add


class Command(BaseCommand):
    """Adds a printer to an office; the same name again changes it. No restart is needed."""

    help = "Adds a printer to an office, or changes the one of this name; no restart is needed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take what the contract names; `--role` may be given several times."""
        parser.add_argument("--office", required=True, help="code of the office")
        parser.add_argument("--name", required=True, help="what staff call the printer")
        parser.add_argument(
            "--url",
            required=True,
            help="escpos+tcp://HOST:PORT, escpos+usb://VID:PID, escpos+serial://DEVICE, "
            "escpos+file://PATH or preview:",
        )
        parser.add_argument(
            "--role", required=True, action="append", dest="roles", help=", ".join(Role.values)
        )
        parser.add_argument("--width-dots", type=int, default=576, help="576 (80 mm) or 384")
        parser.add_argument("--text", default="raster", help="raster (any printer) or TCVN-3")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Add it, or say what is wrong and how to write it."""
        office = Office.objects.filter(code=options["office"]).first()
        if office is None:
            known = ", ".join(Office.objects.order_by("code").values_list("code", flat=True))
            message = f"--office: no office {options['office']!r}. Known: {known or 'none yet'}"
            raise CommandError(message)
        fields = {name: options[name] for name in ("name", "url", "roles", "width_dots", "text")}
        try:
            printer = printer_add(office=office, now=timezone.now(), **fields)
        except BadInput as refusal:
            raise CommandError(_complaint(refusal)) from None
        roles = ", ".join(options["roles"])
        self.stdout.write(f"{printer.name} ({printer.url}) now prints: {roles}")


def _complaint(refusal: BadInput) -> str:
    lines = [f"--{field.replace('_', '-')}: {text}" for field, text in refusal.errors.items()]
    return "\n".join(lines)
