"""Processes that branch, loop, ask for opinions and go through several agencies."""

from collections.abc import Sequence
from dataclasses import dataclass

from onestop.catalogue.models import Procedure, ProcedureStep, ProcedureStepEdge, Workflow
from onestop.directory.models import Agency, Membership, Office, User
from onestop.directory.rights import Role
from tests.cast import make_user

R, S, L = Role.RECEPTIONIST, Role.SPECIALIST, Role.LEADER


@dataclass(frozen=True)
class Line:
    """A step as a test writes it; `to` are positions."""

    role: Role
    share: int = 0
    to: Sequence[int] = ()
    agency: Agency | None = None
    group: int | None = None


def make_ways(procedure: Procedure, *lines: Line) -> Workflow:
    """Store a published process of the procedure; a step with a group is an opinion."""
    workflow = Workflow.objects.create(
        procedure=procedure, version=1, state=Workflow.State.PUBLISHED
    )
    steps = {
        position: ProcedureStep.objects.create(
            workflow=workflow,
            position=position,
            name=f"Bước {position}",
            role=line.role,
            share=line.share,
            agency=line.agency,
            kind="opinion" if line.group else "work",
            parallel_group=line.group,
        )
        for position, line in enumerate(lines, start=1)
    }
    ProcedureStepEdge.objects.bulk_create(
        ProcedureStepEdge(from_step=steps[position], to_step=steps[to])
        for position, line in enumerate(lines, start=1)
        for to in line.to
    )
    return workflow


def make_agency(office: Office, code: str, name: str, *people: tuple[str, str, Role]) -> Agency:
    """Store a further agency with its people, who work for it alone."""
    agency = Agency.objects.create(office=office, code=code, name=name)
    for username, full_name, role in people:
        user: User = make_user(username, full_name, office, role)
        Membership.objects.get(user=user).agencies.set([agency])
    return agency


def make_tax(office: Office) -> Agency:
    """Store the tax office: Thuế (thue) is its specialist, Tâm (tam) leads it."""
    return make_agency(
        office,
        "H00.07",
        "Thuế cơ sở",
        ("thue", "Ngô Văn Thuế", S),
        ("tam", "Lý Thị Tâm", L),
    )


def make_police(office: Office) -> Agency:
    """Store the police: Công (cong) is its specialist."""
    return make_agency(office, "H00.08", "Công an xã", ("cong", "Trịnh Văn Công", S))
