"""Every read of the catalogue that is not a `get`."""

from collections.abc import Iterable, Sequence
from datetime import time
from itertools import groupby

from django.db.models import F, Q, QuerySet

from onestop.catalogue.importers import DAYS_OFF_FILE
from onestop.catalogue.models import (
    CalendarDay,
    DeadlineHours,
    Procedure,
    ProcedurePaper,
    ProcedureStep,
    Workflow,
)
from onestop.catalogue.rows import day_rows
from onestop.catalogue.search import found, plain
from onestop.catalogue.workflow_ways import PlannedStep
from onestop.clock.calendar import Hours, SpecialDay, WorkingCalendar
from onestop.directory.models import Office

# The week of an office that has not entered its own hours.
_DEFAULT_DAY: Hours = ((time(7, 30), time(11, 30)), (time(13, 30), time(17, 30)))
DEFAULT_WEEK: tuple[Hours, ...] = (_DEFAULT_DAY,) * 5 + ((), ())

# Procedures that a search lists; whoever needs more types another word.
SEARCH_LIMIT = 20


def deadline_calendar(office: Office) -> WorkingCalendar:
    """Return the calendar by which the office's deadlines are counted, in two queries.

    An office without hours of its own has the default week.
    """
    rows = DeadlineHours.objects.filter(office=office).order_by("weekday", "opens")
    by_weekday = {
        weekday: _joined([(one.opens, one.closes) for one in hours])
        for weekday, hours in groupby(rows, key=_weekday_of)
    }
    week = tuple(by_weekday.get(weekday, ()) for weekday in range(7))
    return WorkingCalendar(week if by_weekday else DEFAULT_WEEK, tuple(_special_days()))


def default_calendar() -> WorkingCalendar:
    """Return the calendar of a place without any office: default week, days off as entered.

    While none are entered, those that ship with the product count.
    """
    return WorkingCalendar(DEFAULT_WEEK, tuple(_special_days()) or shipped_days())


def shipped_days() -> tuple[SpecialDay, ...]:
    """Return the days off and swapped days that ship with the product; no query."""
    return tuple(row.special_day() for row in day_rows(DAYS_OFF_FILE))


def workflow_for(procedure: Procedure) -> Workflow | None:
    """Return the process with which a case of the procedure begins now, in one query.

    Its own published version, else the default one (`procedure` is None there); None: neither.
    """
    published = Workflow.objects.filter(state=Workflow.State.PUBLISHED)
    mine = published.filter(Q(procedure=procedure) | Q(procedure=None))
    return mine.order_by(F("procedure").asc(nulls_last=True)).first()


def workflow_steps(workflow: Workflow) -> list[ProcedureStep]:
    """Return the steps of a version in order, with what follows each, in two queries."""
    return list(workflow.steps.order_by("position").prefetch_related("following"))


def planned(steps: Iterable[ProcedureStep]) -> list[PlannedStep]:
    """Return steps that `workflow_steps` has read as the pure rules know them; no query."""
    return [
        PlannedStep(
            position=step.position,
            name=step.name,
            role=step.role,
            share=step.share,
            kind=step.kind,
            parallel_group=step.parallel_group,
            agency_id=step.agency_id,
            following=tuple(sorted(one.position for one in step.following.all())),
        )
        for step in steps
    ]


def procedure_papers(procedure: Procedure) -> list[ProcedurePaper]:
    """Return the papers of a dossier in order, else the default ones."""
    papers = ProcedurePaper.objects.filter(Q(procedure=procedure) | Q(procedure=None))
    candidates = list(papers.order_by("position", "pk"))
    own = [one for one in candidates if one.procedure_id is not None]
    return own or candidates


def procedures_found(
    text: str, *, among: QuerySet[Procedure] | None = None, limit: int = SEARCH_LIMIT
) -> list[Procedure]:
    """Return the procedures that the words find by code, name or field, the likeliest first.

    Diacritics need not be typed, nor words to their end. The catalogue is one for all offices:
    `among` narrows it to those that an office's services take. One query.
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


def _special_days() -> Iterable[SpecialDay]:
    for one in CalendarDay.objects.order_by("date"):
        working = one.kind == CalendarDay.Kind.WORKING
        yield SpecialDay(one.date, working, one.name, estimated=one.estimated)


def _weekday_of(hours: DeadlineHours) -> int:
    return hours.weekday


def _joined(stretches: Sequence[tuple[time, time]]) -> Hours:
    """Return the stretches, which are in order, with those that overlap or touch made one."""
    joined: list[tuple[time, time]] = []
    for opens, closes in stretches:
        if joined and opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(closes, joined[-1][1]))
        else:
            joined.append((opens, closes))
    return tuple(joined)
