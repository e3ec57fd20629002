"""The hand-overs of a case as they stand on its control sheet (form 06)."""

from collections.abc import Iterator, Mapping

from onestop.cases.models import Case, HandOver
from onestop.directory.models import Agency, User
from printing.dossiers import name_of
from printing.letters import HandOver as Line

# In the words of the form, which is in Vietnamese by law.
RESULTS: Mapping[str, str] = {
    HandOver.Result.BEFORE: "Trước hạn",
    HandOver.Result.ON_TIME: "Đúng hạn",
    HandOver.Result.AFTER: "Quá hạn",
}
PEOPLE = ("from_person", "to_person", "from_agency", "to_agency", "signed_by", "to_step")


def hand_over_lines(case: Case) -> Iterator[Line]:
    """Yield a line for each hand-over in order; what ended without one stands in its note."""
    for row in case.hand_overs.select_related(*PEOPLE, "from_step"):
        yield Line(
            giver=_giver(case, row),
            taker=_taker(case, row),
            at=row.given_at or row.ready_at,
            result=RESULTS.get(row.result, ""),
            note=_note(row),
            taken_at=row.received_at,
            signer=name_of(row.signed_by),
        )


def _giver(case: Case, row: HandOver) -> str:
    if row.from_step is None:
        return case.applicant.name
    return _place(case, row.from_agency, row.from_person)


def _taker(case: Case, row: HandOver) -> str:
    if row.to_step is not None:
        return _place(case, row.to_agency, row.to_person)
    return case.applicant.name if row.kind == HandOver.Kind.RESULT else "–"


def _place(case: Case, agency: Agency | None, person: User | None) -> str:
    place = agency.name if agency else case.office.name
    name = name_of(person)
    return f"{place} ({name})" if name else place


def _note(row: HandOver) -> str:
    """Return which step it leads to, why it came, and why it was not taken."""
    step = row.to_step.name if row.to_step else str(row.get_kind_display())
    run = f" (lần {row.to_run})" if row.to_run > 1 else ""
    returned = f"Không nhận: {row.return_reason}" if row.returned_at else ""
    return ". ".join(one for one in (f"{step}{run}", row.note, returned) if one)
