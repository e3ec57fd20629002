"""`manage.py audit_verify [--json] [--head NUMBER:DIGEST]` tells whether the audit still holds."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from onestop.directory.audit.anchor import anchor_read
from onestop.directory.audit.verifying import Fault, Verification

WORDS = {
    "row_altered": "row {what} was altered",
    "row_removed": "row {what} was removed",
    "row_inserted": "row {what} was inserted",
    "seal_broken": "seal {what} was altered or made with another key",
    "seal_removed": "seal {what} was removed",
    "head_changed": "seal {what} is not the one that was noted",
    "value_altered": "personal value was altered: event {what}",
    "guard_missing": "the database no longer refuses changes: {what} is missing",
}


class Command(BaseCommand):
    """Verifies the whole audit; the exit code is 1 if anything is wrong."""

    help = "Verifies every audit row and seal; names each that was altered, removed or inserted."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the form of the answer, and a head that was noted elsewhere."""
        parser.add_argument("--json", action="store_true", help="answer as one JSON object")
        parser.add_argument("--head", help="NUMBER:DIGEST of a seal that must still be there")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Verify, saying what is wrong as it is found."""
        heads = {head for head in (options["head"], anchor_read()) if head}
        verification = Verification(expected_heads=heads)
        say = self._json if options["json"] else self._lines
        if say(verification):
            sys.exit(1)

    def _lines(self, verification: Verification) -> int:
        wrong = 0
        for fault in verification.faults():
            wrong += 1
            self.stdout.write(WORDS[fault.kind].format(what=fault.what))
        self.stdout.write(
            f"{verification.sealed} rows in {verification.seals} seals verified, {wrong} faults; "
            f"{verification.unsealed} rows not sealed yet, {verification.missing} ids never used.\n"
            f"Head: {verification.head or 'none'}"
        )
        return wrong

    def _json(self, verification: Verification) -> int:
        """Write the faults one by one: there may be more than fit into memory."""
        wrong = 0
        self.stdout.write('{"faults": [', ending="")
        for wrong, text in enumerate(_encoded(verification.faults()), start=1):
            self.stdout.write(text if wrong == 1 else f", {text}", ending="")
        counts = {
            "ok": wrong == 0,
            "seals": verification.seals,
            "sealed": verification.sealed,
            "unsealed": verification.unsealed,
            "missing": verification.missing,
            "head": verification.head or None,
        }
        self.stdout.write("], " + json.dumps(counts)[1:])
        return wrong


def _encoded(faults: Iterator[Fault]) -> Iterator[str]:
    for fault in faults:
        yield json.dumps({"kind": fault.kind, "what": fault.what})
