"""What fills the catalogue: procedures, days off, default steps and papers.

Each import is one transaction and may be repeated: a bad row changes nothing, the same table
twice changes nothing the second time, and nothing that a case may point to is deleted.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from onestop.catalogue.causes import CalendarCause
from onestop.catalogue.models import (
    CalendarDay,
    Field,
    Procedure,
    ProcedurePaper,
    ProcedureStep,
    Workflow,
)
from onestop.catalogue.rows import (
    VALIDITY_COLUMNS,
    DayRow,
    ProcedureRow,
    day_rows,
    procedure_rows,
)
from onestop.catalogue.services.versions import version_place
from onestop.catalogue.signals import calendar_changed
from onestop.catalogue.tables import line_refused
from onestop.directory.audit import audit_record
from onestop.directory.models import User
from onestop.directory.refusals import BadInput
from onestop.directory.rights import Role

# The tables that ship with the product; `data/README.md` says where they are from.

# Quy trình nội bộ of a procedure that has published no steps of its own. Shares in per cent.
DEFAULT_STEPS = (
    ("Tiếp nhận", Role.RECEPTIONIST, 10),
    ("Thẩm định", Role.SPECIALIST, 60),
    ("Phê duyệt", Role.LEADER, 20),
    ("Trả kết quả", Role.RECEPTIONIST, 10),
)
# Thành phần hồ sơ of a procedure that lists none, and whether each is required.
DEFAULT_PAPERS = (
    ("Tờ khai theo mẫu", True),
    ("Giấy tờ theo thành phần hồ sơ của thủ tục", True),
    ("Giấy ủy quyền (nếu có)", False),
)

_PROCEDURE_VALUES = (
    "name",
    "route",
    "processing_value",
    "processing_unit",
    "processing_text",
    "fee_text",
    "code_checked",
    "time_checked",
    "note",
)
_TIME_VALUES = ("processing_value", "processing_unit", "processing_text", "time_checked")
_DAY_VALUES = ("kind", "name", "notice", "estimated")


Facts = dict[str, Any]


@dataclass(frozen=True)
class Imported:
    """How many rows an import made, changed, left as they were, and took away."""

    created: int
    changed: int
    unchanged: int
    removed: int = 0


@transaction.atomic
def procedures_import(
    path: Path | str, *, actor: User | None = None, now: datetime | None = None
) -> Imported:
    """Bring in a table of procedures: new codes are added, known ones take the table's values.

    A row with a first day is the version that begins on it: where there is none yet, it is opened,
    the version before it ends on the eve and is otherwise left alone. A row without one is the
    version that is in force today, else the first. What the table does not name stays as it is,
    and so does what it does not know: the clock after a supplement, steps, papers. An empty
    processing time or last day does not erase one that the office has entered. Raises `BadInput`.
    """
    now = now or timezone.now()
    rows = sorted(procedure_rows(path), key=lambda row: row.valid_from or date.min)
    fields = _fields(row.field for row in rows)
    known = _versions()
    before = {_key(one): _procedure_facts(one) for versions in known.values() for one in versions}
    firsts = {row.code: row for row in reversed(rows) if row.code not in known}
    new = [_new_procedure(row, fields) for row in firsts.values()]
    Procedure.objects.bulk_create(new)
    known |= {one.code: [one] for one in new}
    named: dict[str, set[date | None]] = {}
    for row in rows:
        named.setdefault(row.code, set()).add(row.valid_from)
    changed = []
    for row in rows:
        if row is firsts.get(row.code):
            continue
        version = _meant(known[row.code], row, named[row.code], timezone.localdate(now))
        if version is None:
            new.append(_version_opened(row, fields, known[row.code]))
        elif _procedure_take(version, row, fields) | _end_take(version, row, known[row.code]):
            changed.append(version)
    Procedure.objects.bulk_update(changed, ["field", "valid_to", *_PROCEDURE_VALUES], 200)
    after = {_key(one): _procedure_facts(one) for one in (*new, *changed)}
    _audit("catalogue.procedures", before, after, actor=actor, now=now)
    return Imported(len(new), len(changed), len(rows) - len(new) - len(changed))


@transaction.atomic
def days_off_import(
    path: Path | str, *, actor: User | None = None, now: datetime | None = None
) -> Imported:
    """Bring in a table of days off and swapped working days.

    In the years that the table covers, an estimate that it no longer holds is taken away; a day
    that an official notice has set stays, and an estimate does not replace it. Sends
    `calendar_changed` when a day came, went or changed. Raises `BadInput`.
    """
    rows = day_rows(path)
    known = {one.date: one for one in CalendarDay.objects.all()}
    before = {str(day): _facts(one, _DAY_VALUES) for day, one in known.items()}
    new = [_new_day(row) for row in rows if row.date not in known]
    changed = [
        known[row.date] for row in rows if row.date in known and _day_take(known[row.date], row)
    ]
    gone = _outdated_estimates(known.values(), rows)
    CalendarDay.objects.bulk_create(new)
    CalendarDay.objects.bulk_update(changed, _DAY_VALUES, batch_size=200)
    CalendarDay.objects.filter(pk__in=[one.pk for one in gone]).delete()
    after = {str(one.date): _facts(one, _DAY_VALUES) for one in (*new, *changed)}
    after |= {str(one.date): {} for one in gone}
    _audit("calendar.days_off", before, after, actor=actor, now=now)
    touched = sorted(one.date for one in (*new, *changed, *gone))
    if touched:
        calendar_changed.send(
            sender=CalendarDay,
            days=tuple(touched),
            office=None,
            cause=CalendarCause.DAYS_IMPORTED,
            name="",
            actor=actor,
            now=now or timezone.now(),
        )
    return Imported(len(new), len(changed), len(rows) - len(new) - len(changed), len(gone))


@transaction.atomic
def defaults_ensure() -> None:
    """Make the default process and the default papers, where there are none yet."""
    if not Workflow.objects.filter(procedure=None).exists():
        workflow = Workflow.objects.create(version=1, state=Workflow.State.PUBLISHED)
        ProcedureStep.objects.bulk_create(
            ProcedureStep(workflow=workflow, position=position, name=name, role=role, share=share)
            for position, (name, role, share) in enumerate(DEFAULT_STEPS, start=1)
        )
    if not ProcedurePaper.objects.filter(procedure=None).exists():
        ProcedurePaper.objects.bulk_create(
            ProcedurePaper(position=position, name=name, required=required)
            for position, (name, required) in enumerate(DEFAULT_PAPERS, start=1)
        )


def _fields(names: Iterable[str]) -> Mapping[str, Field]:
    """Return the fields by name; those that are missing are made."""
    wanted = dict.fromkeys(names)
    Field.objects.bulk_create((Field(name=one) for one in wanted), ignore_conflicts=True)
    return {one.name: one for one in Field.objects.filter(name__in=wanted)}


def _versions() -> dict[str, list[Procedure]]:
    """Return every version of every procedure, by code, in the order of their days.

    Nobody else opens one until the transaction ends.
    """
    known: dict[str, list[Procedure]] = {}
    held = Procedure.objects.select_for_update(of=("self",), no_key=True)
    for one in held.select_related("field"):
        known.setdefault(one.code, []).append(one)
    return known


def _key(procedure: Procedure) -> str:
    """Return how the audit names a version."""
    if procedure.valid_from is None:
        return procedure.code
    return f"{procedure.code} {procedure.valid_from}"


def _meant(
    versions: Sequence[Procedure], row: ProcedureRow, named: Collection[date | None], today: date
) -> Procedure | None:
    """Return the version that the row is about; None: it is a further one.

    `named` are the first days that rows of the table name for the code: a row without one is about
    none of those versions.
    """
    if row.valid_from is None:
        others = [one for one in versions if one.valid_from is None or one.valid_from not in named]
        return next((one for one in others if one.span.covers(today)), next(iter(others), None))
    return next((one for one in versions if one.valid_from == row.valid_from), None)


def _version_opened(
    row: ProcedureRow, fields: Mapping[str, Field], versions: list[Procedure]
) -> Procedure:
    """Store the further version that the row is about, and add it to those of its code."""
    version = _new_procedure(row, fields)
    earlier = [one for one in versions if one.span.begins < version.span.begins]
    version.supplement_clock = (earlier or versions)[-1].supplement_clock
    try:
        version_place(version, versions)
    except BadInput as refusal:
        raise line_refused(row.line, " ".join(map(str, refusal.errors.values()))) from None
    versions.append(version)
    versions.sort(key=lambda one: one.span.begins)
    return version


def _end_take(version: Procedure, row: ProcedureRow, versions: Sequence[Procedure]) -> bool:
    """Give the version the row's last day, if it has one; tell whether that changed anything."""
    if row.valid_to is None or row.valid_to == version.valid_to:
        return False
    later = [one for one in versions if one.span.begins > version.span.begins]
    if row.valid_to < version.span.begins or (later and later[0].span.begins <= row.valid_to):
        raise line_refused(row.line, gettext("ngày cuối không hợp với các phiên bản khác."))
    version.valid_to = row.valid_to
    return True


def _procedure_facts(procedure: Procedure) -> Facts:
    days = {name: getattr(procedure, name) for name in VALIDITY_COLUMNS}
    told = {name: str(day) for name, day in days.items() if day}
    return {**_facts(procedure, _PROCEDURE_VALUES), "field": procedure.field.name, **told}


def _facts(stored: Procedure | CalendarDay, names: Iterable[str]) -> Facts:
    return {one: getattr(stored, one) for one in names}


def _audit(
    action: str,
    before: Mapping[str, Facts],
    after: Mapping[str, Facts],
    *,
    actor: User | None,
    now: datetime | None,
) -> None:
    """Record what an import changed, by code or date: of what was there before, only that."""
    if not after:
        return
    audit_record(
        action=action,
        subject="catalogue",
        actor=actor,
        now=now or timezone.now(),
        before={key: _differing(before[key], after[key]) for key in after if key in before},
        after={key: _differing(after[key], before.get(key, {})) for key in after},
    )


def _differing(facts: Facts, others: Facts) -> Facts:
    return {name: value for name, value in facts.items() if others.get(name) != value}


def _new_procedure(row: ProcedureRow, fields: Mapping[str, Field]) -> Procedure:
    procedure = Procedure(code=row.code, valid_from=row.valid_from, valid_to=row.valid_to)
    _procedure_take(procedure, row, fields)
    return procedure


def _procedure_take(procedure: Procedure, row: ProcedureRow, fields: Mapping[str, Field]) -> bool:
    """Give the procedure the row's values; tell whether that changed anything."""
    names = set(_PROCEDURE_VALUES)
    if row.processing_value is None and procedure.processing_value is not None:
        names -= set(_TIME_VALUES)
    changed = _take(procedure, row, names)
    field = fields[row.field]
    if procedure.field_id == field.pk:
        return changed
    procedure.field = field
    return True


def _new_day(row: DayRow) -> CalendarDay:
    day = CalendarDay(date=row.date)
    _take(day, row, _DAY_VALUES)
    return day


def _day_take(day: CalendarDay, row: DayRow) -> bool:
    """Give the day the row's values; tell whether that changed anything."""
    if row.estimated and not day.estimated:
        return False
    return _take(day, row, _DAY_VALUES)


def _outdated_estimates(known: Iterable[CalendarDay], rows: Iterable[DayRow]) -> list[CalendarDay]:
    dates: set[date] = {row.date for row in rows}
    years = {one.year for one in dates}
    return [
        one for one in known if one.estimated and one.date.year in years and one.date not in dates
    ]


def _take(
    stored: Procedure | CalendarDay, row: ProcedureRow | DayRow, names: Iterable[str]
) -> bool:
    changed = [one for one in names if getattr(stored, one) != getattr(row, one)]
    for one in changed:
        setattr(stored, one, getattr(row, one))
    return bool(changed)
