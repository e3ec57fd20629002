"""Copies of papers and processes, for a new version that begins as the one before it is."""

from onestop.catalogue.models import (
    Procedure,
    ProcedurePaper,
    ProcedureStep,
    ProcedureStepEdge,
    Workflow,
)

STEP_VALUES = ("position", "name", "role", "agency_id", "share", "kind", "parallel_group")


def papers_copy(source: Procedure, target: Procedure) -> None:
    """Give a version of a procedure the papers of another one."""
    ProcedurePaper.objects.bulk_create(
        ProcedurePaper(
            procedure=target, position=one.position, name=one.name, required=one.required
        )
        for one in source.papers.all()
    )


def steps_copy(source: Workflow, target: Workflow) -> None:
    """Give a process the steps of another one, with the ways between them."""
    steps = list(source.steps.order_by("position"))
    ProcedureStep.objects.bulk_create(
        ProcedureStep(workflow=target, **{name: getattr(one, name) for name in STEP_VALUES})
        for one in steps
    )
    places = {one.pk: one.position for one in steps}
    copies = {one.position: one.pk for one in target.steps.all()}
    edges = ProcedureStepEdge.objects.filter(from_step__workflow=source)
    ProcedureStepEdge.objects.bulk_create(
        ProcedureStepEdge(
            from_step_id=copies[places[one.from_step_id]], to_step_id=copies[places[one.to_step_id]]
        )
        for one in edges
    )
