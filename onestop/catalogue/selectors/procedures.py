"""Procedures by date, what they are found by, and their papers."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from onestop.catalogue.models import Procedure, ProcedurePaper
from onestop.catalogue.search import found, plain

# Procedures that a search lists; whoever needs more types another word.
SEARCH_LIMIT = 20


def procedure_on(code: str, day: date) -> Procedure | None:
    """Return the version of the procedure that is in force on the day, or None."""
    return Procedure.objects.valid_on(day).filter(code=code).first()


def procedure_versions(code: str) -> list[Procedure]:
    """Return every version of the procedure in the order of their days, with its field."""
    return list(Procedure.objects.filter(code=code).select_related("field"))


def why_not_valid(code: str, day: date) -> str:
    """Return in words why no version of the procedure is in force on the day."""
    versions = procedure_versions(code)
    coming = [one for one in versions if one.valid_from and one.valid_from > day]
    if not versions:
        return _("Không có thủ tục này. Hãy chọn trong danh mục.")
    if coming:
        first = f"{coming[0].valid_from:%d/%m/%Y}"
        return _("Thủ tục này chưa có hiệu lực: áp dụng từ ngày %(day)s.") % {"day": first}
    last = f"{versions[-1].valid_to:%d/%m/%Y}"
    return _("Thủ tục này đã hết hiệu lực sau ngày %(day)s. Hãy chọn thủ tục thay thế.") % {
        "day": last
    }


def procedure_papers(procedure: Procedure) -> list[ProcedurePaper]:
    """Return the papers of a dossier in order, else the default ones."""
    papers = ProcedurePaper.objects.filter(Q(procedure=procedure) | Q(procedure=None))
    candidates = list(papers.order_by("position", "pk"))
    own = [one for one in candidates if one.procedure_id is not None]
    return own or candidates


def procedures_found(
    text: str, *, among: QuerySet[Procedure] | None = None, limit: int | None = SEARCH_LIMIT
) -> list[Procedure]:
    """Return the procedures that the words find by code, name or field, the likeliest first.

    Diacritics need not be typed, nor words to their end. The catalogue is one for all offices:
    `among` narrows it to those that an office's services take, or that are in force on a day.
    One query.
    """
    procedures = Procedure.objects.all() if among is None else among
    matches = [
        one
        for one in procedures.select_related("field")
        if found(text, (one.code, one.name, one.field.name))
    ]
    return sorted(matches, key=lambda one: _unlikeliness(one, plain(text)))[:limit]


def _unlikeliness(procedure: Procedure, text: str) -> tuple[bool, int, int, str]:
    """Return the order of matches: by code, then the whole wish early in a short name."""
    position = plain(procedure.name).find(text)
    return (
        not procedure.code.startswith(text),
        position if position >= 0 else len(procedure.name),
        len(procedure.name) if text else 0,
        procedure.code,
    )
