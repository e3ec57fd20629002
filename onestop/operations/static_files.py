"""Puts what browsers load where the server finds it: the rooms' files and the fonts."""

from collections.abc import MutableMapping
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from printing.fonts import web_fonts_write


def static_files_prepare() -> None:
    """Collect the rooms' static files into `STATIC_ROOT` and write the web fonts beside them.

    Only what changed is copied, so that a start after the first takes no time.
    """
    call_command("collectstatic", interactive=False, verbosity=0)
    web_fonts_write(Path(settings.STATIC_ROOT) / "fonts")


def static_headers(headers: MutableMapping[str, str], _path: str, _url: str) -> None:
    """Say of a file that it is what it is called, and meant for this office's pages alone."""
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
