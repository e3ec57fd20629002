"""`python -m tests.translations`: collects the texts that people see and compiles their English.

Texts are Vietnamese where they stand in code and templates. This writes every one of them into
`onestop/locale/en/LC_MESSAGES/django.po`, new ones without a translation, those that are gone no
more, and compiles the file, because an installation has no gettext. It needs Debian's `gettext`.
"""

import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import chdir
from pathlib import Path

import django
from django.core.management import call_command
from django.core.management.commands import makemessages
from django.test import override_settings

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("onestop", "queueing", "printing", "displays")
LOCALE = ROOT / "onestop" / "locale"
TEXTS = Path("en", "LC_MESSAGES", "django.po")  # below a locale folder
COMPILED = TEXTS.with_suffix(".mo")
# The moment of collecting would change the file on each run.
_MOMENT = re.compile(r'^"POT-Creation-Date: .*\n', re.MULTILINE)


def collect(locale: Path) -> None:
    """Bring the English file below the folder `locale` up to date with code and templates.

    Works on a copy of the sources, because Django writes beside each template while it reads it.
    """
    command = makemessages.Command()
    # A new text stays untranslated; a guess from one like it would be wrong more often than not.
    command.msgmerge_options = [*command.msgmerge_options, "--no-fuzzy-matching"]
    with tempfile.TemporaryDirectory() as copy, chdir(copy):
        for package in PACKAGES:
            ignored = shutil.ignore_patterns("static", "locale", "migrations", "__pycache__")
            shutil.copytree(ROOT / package, package, ignore=ignored)
        with override_settings(LOCALE_PATHS=[str(locale)]):
            call_command(
                command,
                locale=["en"],
                no_location=True,
                no_obsolete=True,
                no_wrap=True,
                verbosity=0,
            )
    texts = locale / TEXTS
    texts.write_text(_MOMENT.sub("", texts.read_text()))


def compiled(texts: Path) -> bytes:
    """Return the compiled form of a .po file; raises CalledProcessError when it is not right."""
    return _gettext("msgfmt", "--check-format", "--output-file=-", str(texts))


def untranslated(texts: Path) -> str:
    """Return the entries of a .po file that have no translation, or only a guessed one."""
    selected = (
        _gettext("msgattrib", selection, "--no-wrap", str(texts)).decode()
        for selection in ("--untranslated", "--only-fuzzy")
    )
    # The header comes first.
    return "\n".join(entries.partition("\n\n")[2] for entries in selected if entries)


def translations(compiled: bytes) -> Mapping[str, str]:
    """Return what a compiled file says, by msgid; plural forms are joined by NUL.

    The header is the translation of the empty text (gettext manual, "The Format of GNU MO
    Files").
    """
    count, sources, targets = struct.unpack_from("<III", compiled, 8)

    def text(table: int, number: int) -> str:
        length, start = struct.unpack_from("<II", compiled, table + 8 * number)
        return compiled[start : start + length].decode()

    return {text(sources, number): text(targets, number) for number in range(count)}


def _gettext(program: str, *arguments: str) -> bytes:
    return subprocess.run([program, *arguments], check=True, stdout=subprocess.PIPE).stdout


def main() -> int:
    """Collect, compile, and return 1 when texts still wait for a translation."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onestop.settings")
    django.setup()
    collect(LOCALE)
    (LOCALE / COMPILED).write_bytes(compiled(LOCALE / TEXTS))
    waiting = untranslated(LOCALE / TEXTS)
    sys.stdout.write(waiting)
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
