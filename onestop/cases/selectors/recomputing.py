"""What an edit of the calendar would move, what edits have moved, and who has been told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from onestop.cases.models import Case
from onestop.cases.recomputing import Moved, Scope, batches, dossiers, moved_among
from onestop.catalogue.calendar_edits import CalendarEdit
from onestop.catalogue.calendars import Calendars
from onestop.directory.models import Office

# Moved cases that a preview names.
EXAMPLES = 5
# Edits that the list shows, and moved cases on a page.
LATEST = 50
PER_PAGE = 200


@dataclass
class Expected:
    """What an edit would move: how many open cases later and earlier, and a few of them."""

    checked: int = 0
    later: int = 0
    earlier: int = 0
    steps_moved: int = 0
    examples: list[tuple[str, datetime, datetime]] = field(default_factory=list)

    @property
    def moved(self) -> int:
        """Return how many open cases would have another due date."""
        return self.later + self.earlier

    def take(self, moved: Iterable[Moved]) -> None:
        """Count some of them."""
        for one in moved:
            self.steps_moved += one.step_id is not None
            if one.dates:
                self._take_case(one.case.id, *one.dates)

    def _take_case(self, case_id: int, before: datetime, after: datetime) -> None:
        self.later += after > before
        self.earlier += after < before
        if len(self.examples) < EXAMPLES:
            code = Case.objects.values_list("code", flat=True).get(pk=case_id)
            self.examples.append((code, before, after))


def moves_expected(offices: Sequence[Office], edit: CalendarEdit | None = None) -> Expected:
    """Return what would move in the offices if the calendar were edited so; nothing is written.

    Without an edit: what the calendar as it is would still move.
    """
    calendars, expected = Calendars(edit), Expected()
    days = edit.days if edit else ()
    for office in offices:
        scope = Scope(office.pk, min(days, default=None), max(days, default=None))
        for cases in batches(scope):
            expected.checked += len(cases)
            expected.take(moved_among(dossiers(cases), calendars))
    return expected
