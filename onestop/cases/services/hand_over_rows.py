"""Writing the lines of the control sheet while a case changes hands."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import attrgetter

from django.db.models import Prefetch, prefetch_related_objects

from onestop.cases.models import Case, CaseStep, HandOver
from onestop.cases.models.hand_overs import WAITS
from onestop.cases.step_clock import result_of
from onestop.directory.models import Agency, User

Kind = HandOver.Kind
# Where a case that is being changed keeps the hand-overs that were read with it.
KNOWN = "hand_overs_known"


def hand_over_add(
    case: Case,
    kind: HandOver.Kind,
    *,
    giver: CaseStep | None,
    taker: CaseStep | None,
    actor: User | None,
    now: datetime,
    to_person: User | None = None,
    note: str = "",
) -> HandOver:
    """Store who gave the dossier to whom; call it before the giver's step is changed for another.

    No giver is the citizen, no taker nobody. From one place to another it waits for the receiver;
    an opinion, a returned step and what the citizen gives or gets wait for nobody.
    """
    row = HandOver(case=case, kind=kind, ready_at=now, note=note, to_person=to_person)
    if giver is not None:
        _fill_giver(row, giver, actor)
    if taker is not None:
        row.to_step, row.to_run, row.to_agency = taker, taker.run, place_of(taker)
    if not _waits(row):
        row.given_at = row.received_at = now
    row.save()
    if KNOWN in vars(case):
        vars(case)[KNOWN].append(row)
    return row


def hand_overs_read(cases: Sequence[Case]) -> None:
    """Read at once the hand-overs of locked cases that are about to change, each case's own way.

    What waits is then known without a query, until `hand_overs_forget`.
    """
    rows = HandOver.objects.order_by("pk")
    prefetch_related_objects(cases, Prefetch("hand_overs", rows, to_attr=KNOWN))


def hand_overs_forget(cases: Iterable[Case]) -> None:
    """Let the hand-overs be asked for again: the locks end."""
    for case in cases:
        vars(case).pop(KNOWN, None)


def place_of(step: CaseStep) -> Agency | None:
    """Return the agency at which the step is done; None: in the one-stop office itself."""
    return None if step.in_office else step.agency


def hand_over_waiting(case: Case) -> HandOver | None:
    """Return the hand-over that waits for its receiver, if there is one."""
    known: list[HandOver] | None = vars(case).get(KNOWN)
    if known is None:
        return case.hand_overs.filter(WAITS).first()
    return next((one for one in known if one.waits), None)


def hand_over_take(case: Case, actor: User | None, now: datetime) -> None:
    """Confirm what waits: whoever works on the dossier has it."""
    waiting = hand_over_waiting(case)
    if waiting is not None:
        hand_over_sign(waiting, actor, now)


def hand_over_sign(row: HandOver, actor: User | None, now: datetime) -> None:
    """Note that the receiver has the dossier."""
    row.given_at = row.given_at or now
    row.received_at, row.signed_by = now, actor
    row.save(update_fields=["given_at", "received_at", "signed_by"])


def hand_over_drop(case: Case, actor: User | None, now: datetime, reason: str) -> None:
    """Note that what waits did not arrive, because it came back or the case ended."""
    waiting = hand_over_waiting(case)
    if waiting is not None:
        waiting.returned_at, waiting.returned_by, waiting.return_reason = now, actor, reason
        waiting.save(update_fields=["returned_at", "returned_by", "return_reason"])


def hand_over_name(case: Case, step: CaseStep, holder: User) -> None:
    """Note who took what came to everyone of a role."""
    latest = _latest_to(case, step)
    if latest is not None and latest.to_person_id is None:
        latest.to_person = holder
        latest.save(update_fields=["to_person"])


def _latest_to(case: Case, step: CaseStep) -> HandOver | None:
    known: list[HandOver] | None = vars(case).get(KNOWN)
    if known is None:
        return case.hand_overs.filter(to_step=step, to_run=step.run).order_by("-id").first()
    to_it = (one for one in known if (one.to_step_id, one.to_run) == (step.pk, step.run))
    return max(to_it, key=attrgetter("pk"), default=None)


def _fill_giver(row: HandOver, giver: CaseStep, actor: User | None) -> None:
    done = row.kind in {Kind.STEP, Kind.RESULT}
    row.from_step, row.from_run, row.from_agency = giver, giver.run, place_of(giver)
    row.from_person = giver.holder or actor
    row.held_since = giver.held_since or giver.started_at
    row.due_at = giver.due_at
    if row.kind != Kind.END:  # what the citizen or the law ends is nobody's lateness
        row.result = result_of(giver.due_at, row.ready_at, done=done)


def _waits(row: HandOver) -> bool:
    """Tell whether the dossier itself goes to another place: opinions are asked without it."""
    steps = (row.from_step, row.to_step)
    if row.kind != Kind.STEP or any(one is None or one.is_opinion for one in steps):
        return False
    return row.from_agency != row.to_agency
