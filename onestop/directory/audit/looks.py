"""Looks at personal data: collected while a request is answered, written after the answer is out.

A view calls `look_record` when its answer is ready: one that refuses has shown nothing. What could
not be written is logged by reference and never breaks an answer.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import Error as DatabaseProblem
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from onestop.directory.audit.rows import Facts, row_values, rows_write
from onestop.directory.models import User
from onestop.directory.origin import origin_here

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Look:
    """Who has seen what, when, and from where."""

    action: str
    subject: str
    office_id: int | None
    actor_id: int | None
    at: datetime
    origin: str
    after: Facts


def look_record(
    request: HttpRequest,
    action: str,
    *,
    subject: str,
    office_id: int | None,
    after: Facts | None = None,
) -> None:
    """Note that the answer to this request shows a person's data.

    `action` such as "look.case", `subject` such as "case:42"; `after` names what was shown.
    """
    look = Look(
        action=action,
        subject=subject,
        office_id=office_id,
        actor_id=_viewer_id(request),
        at=timezone.now(),
        origin=origin_here(),
        after=after or {},
    )
    vars(request).setdefault("looks", []).append(look)


def look_record_list(
    request: HttpRequest, action: str, *, shown: Iterable[tuple[int, int]], kind: str = "cases"
) -> None:
    """Note a list that shows things of persons, one row an office; `shown`: (office id, id) each.

    An empty list shows nothing.
    """
    by_office: dict[int, list[int]] = {}
    for office_id, thing_id in shown:
        by_office.setdefault(office_id, []).append(thing_id)
    for office_id, ids in by_office.items():
        subject = f"office:{office_id}"
        look_record(request, action, subject=subject, office_id=office_id, after={kind: ids})


def looks_of(request: HttpRequest) -> list[Look]:
    """Return what was noted while the request was answered."""
    looks: list[Look] = vars(request).get("looks", [])
    return looks


def looks_write(looks: Iterable[Look]) -> None:
    """Store the looks; one transaction."""
    noted = list(looks)
    try:
        with transaction.atomic():
            rows_write([row_values(**vars(look)) for look in noted])
    except DatabaseProblem as problem:
        names = ", ".join(f"{one.action} {one.subject} by {one.actor_id}" for one in noted)
        logger.error("Looks were not recorded (%s): %s", type(problem).__name__, names)  # noqa: TRY400 (a traceback may hold values)


def _viewer_id(request: Any) -> int | None:
    """Return the account behind a call of the API or a page."""
    for viewer in (getattr(request, "auth", None), getattr(request, "user", None)):
        if isinstance(viewer, User):
            return viewer.pk
    return None
