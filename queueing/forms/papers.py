"""The papers of a dossier, ticked off as they are handed in."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from onestop.cases.services import PaperData
from onestop.catalogue.models import ProcedurePaper

COPY = "copy"
MOST = 99


@dataclass(frozen=True)
class PaperLine:
    """A paper of the procedure as the form shows it: handed in or not, original or copy."""

    paper: ProcedurePaper
    given: bool = False
    copy: bool = False
    quantity: str = "1"
    error: str = ""

    @property
    def missing(self) -> bool:
        """Tell whether a paper that the procedure asks for was not handed in."""
        return self.paper.required and not self.given

    def handed_in(self) -> PaperData:
        """Return the paper as it goes into the case; only for a line without an error."""
        return PaperData(self.paper.name, original=not self.copy, quantity=int(self.quantity))


def paper_lines(papers: Iterable[ProcedurePaper], data: QueryDict | None) -> list[PaperLine]:
    """Return the lines for the procedure's papers, as typed in `data` or untouched."""
    if data is None:
        return [PaperLine(paper) for paper in papers]
    given = set(data.getlist("paper"))
    return [_typed(paper, data, given=str(paper.pk) in given) for paper in papers]


def _typed(paper: ProcedurePaper, data: QueryDict, *, given: bool) -> PaperLine:
    quantity = data.get(f"paper-{paper.pk}-quantity", "1").strip()
    return PaperLine(
        paper,
        given=given,
        copy=data.get(f"paper-{paper.pk}-kind") == COPY,
        quantity=quantity,
        error="" if not given or _is_quantity(quantity) else _("Nhập một số từ 1 đến 99."),
    )


def _is_quantity(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= len(str(MOST)) and int(text) > 0
