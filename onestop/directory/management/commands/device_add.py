"""`manage.py device_add`: enrols a kiosk, screen, tablet or print station."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from onestop.directory.models import Office
from onestop.directory.refusals import BadInput
from onestop.directory.rights import DEVICES, Role
from onestop.directory.services import device_add


class Command(BaseCommand):
    """Prints the new device's token and nothing else on stdout."""

    # Checks would load every page of the product to write one row.
    requires_system_checks = ()
    help = "Enrols a device of an office and prints its token, and nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the office's code, what staff call the device, and what it is."""
        parser.add_argument("--office", required=True, help="code of the office")
        parser.add_argument("--name", required=True, help="what staff call the device")
        parser.add_argument("--kind", required=True, choices=sorted(DEVICES))

    def handle(self, *_args: Any, **options: Any) -> None:
        """Enrol it, or say what is wrong."""
        office = Office.objects.filter(code=options["office"]).first()
        if office is None:
            known = ", ".join(Office.objects.order_by("code").values_list("code", flat=True))
            message = f"--office: no office {options['office']!r}. Known: {known or 'none yet'}"
            raise CommandError(message)
        try:
            _device, token = device_add(
                office=office,
                name=options["name"],
                kind=Role(options["kind"]),
                actor=None,
                now=timezone.now(),
            )
        except BadInput as refusal:
            lines = [f"--{field}: {text}" for field, text in refusal.errors.items()]
            raise CommandError("\n".join(lines)) from None
        self.stdout.write(token)
