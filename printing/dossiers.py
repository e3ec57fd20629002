"""What receipts and forms say of a case, in words."""

from onestop.cases.models import Case, CaseEvent, ClockEntry
from onestop.catalogue.words import term_words
from onestop.directory.models import User


def processing_time(case: Case) -> str:
    """Return the processing time by which the case was received, such as «3 ngày làm việc»."""
    start = case.clock_entries.filter(kind=ClockEntry.Kind.START).first()
    procedure = case.procedure
    value = procedure.processing_value if start is None else start.value
    unit = procedure.processing_unit if start is None else start.unit
    return term_words(value, unit)


def procedure_words(case: Case) -> str:
    """Return the procedure's name and, in brackets, its national code."""
    return f"{case.procedure.name} ({case.procedure.code})"


def collected_where(case: Case) -> str:
    """Return where the citizen gets the result."""
    method = Case.ReturnMethod(case.return_method).label
    if case.return_method == Case.ReturnMethod.COUNTER:
        return f"{method}, {case.office.name}"
    return str(method)


def progress_words(case: Case) -> str:
    """Return the step that runs, else the state, in words."""
    step = case.steps.filter(started_at__isnull=False, finished_at=None).first()
    return step.name if step else str(case.get_state_display())


def event_of(case: Case, *kinds: str) -> CaseEvent | None:
    """Return the latest event of these kinds, with who did it, or None."""
    return case.events.filter(kind__in=kinds).select_related("actor").order_by("-id").first()


def receiving_officer(case: Case) -> User | None:
    """Return who received the dossier."""
    event = event_of(case, "receive")
    return event.actor if event else None


def name_of(user: User | None) -> str:
    """Return the person's name, "" where nobody is known."""
    return user.get_full_name() if user else ""
