"""The last seal, noted outside the database, so that seals cannot be taken off the end unseen.

Whoever may change the database could drop the newest seals, alter their rows and wait for them to
be sealed again. The note in the data folder then names a seal that is no longer there: it is not
moved on, and `audit_verify` says so.
"""

import logging
from pathlib import Path

from django.conf import settings

from onestop.directory.models import AuditSeal

logger = logging.getLogger(__name__)


def anchor_path() -> Path:
    """Return where the note is kept."""
    return Path(settings.ONESTOP_DATA) / "audit_head"


def anchor_read() -> str:
    """Return the noted head as "NUMBER:DIGEST", "" where none was noted."""
    try:
        return anchor_path().read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""


def anchor_move() -> None:
    """Note the last seal, if the one that was noted before is still in the chain."""
    noted = anchor_read()
    last = AuditSeal.objects.order_by("-number").first()
    head = f"{last.number}:{last.digest}" if last else ""
    if head == noted:
        return
    if noted and not _stands(noted):
        logger.error("Audit: seal %s is gone; run audit_verify", noted.partition(":")[0])
        return
    try:
        fresh = anchor_path().with_suffix(".new")
        fresh.write_text(head, encoding="ascii")
        fresh.replace(anchor_path())
    except OSError as problem:
        logger.error("Audit: the last seal cannot be noted (%s)", problem.strerror)  # noqa: TRY400 (one line says it)


def _stands(head: str) -> bool:
    number, _colon, digest = head.partition(":")
    return number.isdigit() and AuditSeal.objects.filter(number=number, digest=digest).exists()
