"""Looks at cases, for the audit: each is a look at a person's data."""

from collections.abc import Iterable

from django.http import HttpRequest

from onestop.cases.models import Case, DueMove
from onestop.cases.selectors.rows import CaseRow
from onestop.directory.audit import look_record, look_record_list


def case_look(request: HttpRequest, case: Case, part: str) -> None:
    """Note that this answer shows a part of the case, such as "page" or "history"."""
    subject = f"case:{case.pk}"
    look_record(
        request, "look.case", subject=subject, office_id=case.office_id, after={"part": part}
    )


def cases_look(request: HttpRequest, rows: Iterable[CaseRow]) -> None:
    """Note that this answer lists these cases with the names of their applicants."""
    shown = [(row.case.office_id, row.case.pk) for row in rows]
    look_record_list(request, "look.cases", shown=shown)


def moves_look(request: HttpRequest, moves: Iterable[DueMove]) -> None:
    """Note that this answer lists these moved cases with the names of their applicants."""
    shown = [(one.case.office_id, one.case_id) for one in moves]
    look_record_list(request, "look.cases", shown=shown)
