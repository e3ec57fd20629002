"""`manage.py personal_keys_rotate`: a new key to personal data, and everything written with it."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from onestop.cases.services.rekeying import applicants_outdated, applicants_rekey, keys_in_use
from onestop.directory.audit import acting_from, audit_record
from onestop.directory.keys import KeyGone, ring
from onestop.directory.keys.file import is_in_environment, key_add, keys_changed_at, keys_keep
from onestop.directory.services.answers import answer_keys_in_use

# A writer that read the keys before they changed has committed after so many seconds.
SETTLED = 60.0


class Command(BaseCommand):
    """Adds a key unless a change of keys was interrupted; then writes all numbers with it."""

    help = "Adds a key to personal data and writes all of it again; the office may work meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take away old keys only when asked to."""
        parser.add_argument(
            "--remove-unused",
            action="store_true",
            help="take away keys that nothing uses any more (a minute after the last change)",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Begin or go on; running it again after it was stopped is safe."""
        try:
            with acting_from("command"):
                if options["remove_unused"]:
                    self._remove()
                else:
                    self._rotate()
        except KeyGone as refusal:
            raise CommandError(str(refusal.detail)) from None

    def _rotate(self) -> None:
        if not applicants_outdated().exists() and not is_in_environment():
            key_add()
        _recorded("keys.rotate")
        while _rewrite_all():
            pass
        self.stdout.write(f"All personal numbers are written with key {ring().newest.id}.")

    def _remove(self) -> None:
        if is_in_environment():
            raise CommandError("The keys are in PERSONAL_KEYS: take old ones away there.")
        if time.time() - keys_changed_at() < SETTLED:
            raise CommandError("The keys were changed within the last minute. Try again later.")
        gone = keys_keep(keys_in_use() | answer_keys_in_use())
        _recorded("keys.remove")
        self.stdout.write(f"Keys taken away: {', '.join(gone) or 'none'}.")


def _rewrite_all() -> bool:
    """Go through all applicants once; tell whether anything was written."""
    last, wrote = 0, False
    while (done := applicants_rekey(after=last)) is not None:
        last, wrote = done, True
    return wrote


def _recorded(action: str) -> None:
    audit_record(
        action=action,
        subject="keys:personal",
        actor=None,
        now=timezone.now(),
        after={"keys": [one.id for one in ring().keys]},
    )
