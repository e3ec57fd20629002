"""The process of a procedure: which version a case begins with, its steps and their ways."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import F, Q

from onestop.catalogue.models import Procedure, ProcedureStep, Workflow
from onestop.catalogue.workflow_check import WORKERS, Post
from onestop.catalogue.workflow_ways import PlannedStep
from onestop.directory.models import Membership, Office


def workflow_for(procedure: Procedure | None) -> Workflow | None:
    """Return the process with which a case of the procedure begins now, in one query.

    Its own published version, else the default one (`procedure` is None there); None: neither.
    Without a procedure: the default one.
    """
    published = Workflow.objects.filter(state=Workflow.State.PUBLISHED)
    mine = published.filter(Q(procedure=procedure) | Q(procedure=None))
    return mine.order_by(F("procedure").asc(nulls_last=True)).first()


def workflow_steps(workflow: Workflow) -> list[ProcedureStep]:
    """Return the steps of a version in order, with what follows each, in two queries."""
    steps = workflow.steps.order_by("position").select_related("agency")
    return list(steps.prefetch_related("following"))


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


def posts_held(offices: Collection[Office], day: date) -> set[Post]:
    """Return which roles somebody holds in the offices on the day, and in which agencies.

    Each role also stands without an agency: somebody holds it at all. Two queries.
    """
    held = Membership.objects.running_on(day).filter(
        office__in=offices, user__is_active=True, role__in=WORKERS
    )
    posts: set[Post] = set()
    for one in held.prefetch_related("agencies"):
        posts |= {(one.role, None), *((one.role, agency.pk) for agency in one.agencies.all())}
    return posts
