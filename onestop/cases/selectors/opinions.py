"""Opinions: those of a case, and those that wait for an account."""

from typing import Any

from django.db.models import Q

from onestop.cases.models import Case, Opinion
from onestop.cases.models.opinions import OPEN
from onestop.cases.places import AT_AGENCY
from onestop.cases.selectors.times import local
from onestop.directory.models import User
from onestop.directory.rights import MATRIX, Role

LONGEST = 200
PEOPLE = ("agency", "person", "asked_by", "answered_by", "step__agency")


def opinions_of(case: Case) -> list[Opinion]:
    """Return the opinions of the case in the order in which they were asked."""
    return list(case.opinions.select_related(*PEOPLE, "case__office", "case__agency"))


def opinions_awaited(actor: User) -> list[Opinion]:
    """Return what was asked of the account or its agencies and is not answered, at most 200.

    The most urgent comes first; what a paused case asks comes last. Each has its case with
    procedure, office and applicant.
    """
    mine = Q(pk__in=[])
    for office in actor.offices():
        asked = Q(person=None) | Q(person__in=actor.acts_as(office.pk))
        for membership in actor.memberships_in(office):
            if MATRIX[Role(membership.role)] & AT_AGENCY:
                here = Q(case__office=office, agency__in=membership.agency_ids)
                mine |= here & asked
    loaded = Opinion.objects.filter(OPEN, mine).select_related(
        *PEOPLE, "case__office", "case__procedure", "case__applicant"
    )
    by_urgency = loaded.order_by("case__paused_since", "due_at", "id")
    found = list(by_urgency[:LONGEST])
    return sorted(found, key=lambda one: one.case.paused_since is not None)


def opinion_view(opinion: Opinion) -> dict[str, Any]:
    """Return the opinion as the API shows it; names are those of staff."""
    return {
        "id": opinion.pk,
        "agency": opinion.agency.code,
        "person": opinion.person.username if opinion.person else None,
        "question": opinion.question,
        "mandatory": opinion.is_mandatory,
        "asked_at": local(opinion.asked_at),
        "due_at": local(opinion.due_at),
        "answer": str(opinion.answer) or None,
        "text": opinion.text,
        "answered_at": local(opinion.answered_at),
        "answered_by": opinion.answered_by.get_full_name() if opinion.answered_by else None,
        "withdrawn_at": local(opinion.withdrawn_at),
        "withdraw_reason": opinion.withdraw_reason,
    }
