"""Shorthand for storing processes, in a line."""

from collections.abc import Sequence

from onestop.catalogue.models import Procedure, ProcedureStep, Workflow
from onestop.directory.rights import Role


def make_workflow(
    *steps: tuple[str, str, int], procedure: Procedure | None = None, version: int = 1
) -> Workflow:
    """Store a published process of a straight line of (name, role, share) and return it."""
    workflow = Workflow.objects.create(
        procedure=procedure, version=version, state=Workflow.State.PUBLISHED
    )
    ProcedureStep.objects.bulk_create(
        ProcedureStep(workflow=workflow, position=position, name=name, role=role, share=share)
        for position, (name, role, share) in enumerate(steps, start=1)
    )
    return workflow


def make_steps(roles: Sequence[Role], procedure: Procedure | None = None) -> Workflow:
    """Store a published process of steps that are called by their position and return it."""
    named = [(f"Bước {position}", role, 0) for position, role in enumerate(roles, start=1)]
    return make_workflow(*named, procedure=procedure)
