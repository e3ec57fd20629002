"""Apologies: one as the API shows it, and those that wait for somebody."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q

from onestop.cases.lifecycle import ApologyState
from onestop.cases.models import Apology, ApologyAttempt, ApologyObligation, Case
from onestop.cases.selectors.times import local
from onestop.directory.models import Membership, User
from onestop.directory.rights import BY_AGENCY, MATRIX, Right, Role

LONGEST = 200
PEOPLE = ("drafted_by", "approved_by", "signed_by", "sent_by")
CASE = ("case__office", "case__agency", "case__procedure", "case__applicant")
# What the next move needs; a returned draft waits for its drafter.
WAITS_FOR: Mapping[ApologyState, Right] = {
    ApologyState.DRAFTED: Right.APOLOGY_APPROVE,
    ApologyState.APPROVED: Right.APOLOGY_APPROVE,
    ApologyState.SIGNED: Right.APOLOGY_SEND,
}


def apologies_open(actor: User) -> list[Apology]:
    """Return the apologies whose next move is the account's, by the case's due date, at most 200.

    Each has its case, with office, agency, procedure and applicant, and its people loaded.
    """
    waiting = Q(state=ApologyState.RETURNED, drafted_by=actor, replaced=False)
    for office in actor.offices():
        own = Q(case__office=office, drafted_by__in=actor.acts_as(office.pk))
        waiting |= own & Q(state=ApologyState.RETURNED, replaced=False)
        for membership in actor.memberships_in(office):
            waiting |= _waiting_for(membership)
    later = Apology.objects.filter(case=OuterRef("case"), pk__gt=OuterRef("pk"))
    found = Apology.objects.annotate(replaced=Exists(later)).filter(
        waiting, case__closed_at__isnull=True
    )
    loaded = found.select_related(*PEOPLE, *CASE).prefetch_related("attempts")
    return list(loaded.order_by("case__due_at", "id")[:LONGEST])


def latest_letters(cases: Iterable[Case]) -> set[int]:
    """Return the ids of the cases' latest apologies, leaving out what was cancelled; one query."""
    live = Apology.objects.filter(case__in=list(cases)).exclude(state=ApologyState.CANCELLED)
    latest = live.order_by().values("case").annotate(latest=Max("pk"))
    return set(latest.values_list("latest", flat=True))


def _waiting_for(membership: Membership) -> Q:
    waiting = Q(pk__in=[])
    for state, right in WAITS_FOR.items():
        if right in MATRIX[Role(membership.role)]:
            here = Q(state=state, case__office=membership.office_id)
            agencies = Q(case__agency__in=membership.agency_ids) if right in BY_AGENCY else Q()
            waiting |= here & agencies
    return waiting


def apology_view(apology: Apology) -> dict[str, Any]:
    """Return the apology as the API shows it; names are those of staff.

    `number` is the one that stands on the letter to the citizen, null before it is signed.
    """
    return {
        "id": apology.pk,
        "case": apology.case.code,
        "state": str(apology.state),
        "number": f"{apology.number_written}/PXL" if apology.number else None,
        "reason": apology.reason,
        "due_at_before": local(apology.due_at_before),
        "new_due_at": local(apology.new_due_at),
        "return_reason": apology.return_reason,
        "drafted_by": _name(apology.drafted_by),
        "drafted_at": local(apology.drafted_at),
        "approved_by": _name(apology.approved_by),
        "approved_at": local(apology.approved_at),
        "signed_by": _name(apology.signed_by),
        "signed_at": local(apology.signed_at),
        "sent_by": _name(apology.sent_by),
        "sent_at": local(apology.sent_at),
        "attempts": [_attempt_view(one) for one in apology.attempts.all()],
    }


def obligation_view(one: ApologyObligation) -> dict[str, Any]:
    """Return what a case owes as the API shows it; step and holder: see `ApologyObligation`."""
    return {
        "stage": str(one.stage),
        "due_at": local(one.due_at),
        "send_by": local(one.send_by),
        "warned_at": local(one.warned_at),
        "owed_at": local(one.owed_at),
        "missed_at": local(one.missed_at),
        "agency": one.agency.code,
        "step": one.step.name if one.step else None,
        "holder": _name(one.holder),
    }


def _attempt_view(attempt: ApologyAttempt) -> dict[str, Any]:
    return {
        "channel": attempt.channel,
        "reached": attempt.reached,
        "at": local(attempt.at),
        "by": _name(attempt.by),
    }


def _name(person: User | None) -> str | None:
    return person.get_full_name() if person else None
