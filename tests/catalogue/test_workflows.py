"""Function 07 of the frame: a process is drafted by one, published by another, kept by cases."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from onestop.catalogue.models import ProcedureStep, Workflow
from onestop.catalogue.selectors import planned, posts_held, workflow_for, workflow_steps
from onestop.catalogue.services import (
    StepFacts,
    workflow_discard,
    workflow_draft,
    workflow_publish,
    workflow_step_add,
    workflow_step_change,
    workflow_step_move,
    workflow_step_remove,
)
from onestop.catalogue.services.steps import MOST_STEPS
from onestop.directory.models import AuditEvent, StandIn, User
from onestop.directory.refusals import BadInput, NotAllowed, NotFound, StateForbids
from onestop.directory.rights import Role
from tests.cases.desk import Desk
from tests.cast import make_user

FURTHER = StepFacts("Lưu hồ sơ", Role.RECEPTIONIST, 0)


@pytest.fixture
def draft(desk: Desk) -> Workflow:
    """Return Quân's draft of the process of guardianship."""
    return begin(desk)


def begin(desk: Desk, **told: Any) -> Workflow:
    told = {"procedure_id": desk.cast.guardianship.pk, "actor": desk.cast.quan, **told}
    return workflow_draft(now=desk.now, **told)


def edit(desk: Desk, draft: Workflow, service: Callable[..., Any], **told: Any) -> Any:
    """Change the draft as it is now, as Quân unless told otherwise."""
    draft.refresh_from_db()
    told = {"actor": desk.cast.quan, "revision": draft.revision, **told}
    return service(workflow_id=draft.pk, now=desk.now, **told)


def publish(desk: Desk, draft: Workflow, **told: Any) -> Workflow:
    """Publish the draft as Dũng, who leads."""
    published: Workflow = edit(desk, draft, workflow_publish, **{"actor": desk.cast.dung, **told})
    return published


def names(workflow: Workflow) -> list[tuple[int, str]]:
    return list(workflow.steps.values_list("position", "name"))


def at(workflow: Workflow, position: int) -> ProcedureStep:
    return workflow.steps.get(position=position)


def facts(step: ProcedureStep, **changes: Any) -> StepFacts:
    told = {name: getattr(step, name) for name in StepFacts.__dataclass_fields__}
    return StepFacts(**{**told, **changes})


def change(
    desk: Desk, draft: Workflow, position: int, *following: int, **changes: Any
) -> ProcedureStep:
    """Change the step at a position; `following` are positions."""
    step = at(draft, position)
    told = facts(step, **changes)
    ways = [at(draft, one).pk for one in following]
    changed: ProcedureStep = edit(
        desk, draft, workflow_step_change, step_id=step.pk, facts=told, following=ways
    )
    return changed


def test_function_07_open_cases_keep_the_process_with_which_they_began(
    desk: Desk, draft: Workflow
) -> None:
    before = desk.receive()
    edit(desk, draft, workflow_step_add, facts=FURTHER)
    publish(desk, draft)
    after = desk.receive()
    assert before.workflow == Workflow.objects.get(procedure=None)
    assert [one.name for one in before.steps.all()][-1] == "Trả kết quả"
    assert (after.workflow, after.steps.count()) == (draft, 5)
    assert not any(one.is_default for one in after.steps.all())


def test_function_07_every_step_has_its_limit(desk: Desk, draft: Workflow) -> None:
    change(desk, draft, 2, share=30)
    change(desk, draft, 3, share=50)
    publish(desk, draft)
    assert [one.share for one in desk.receive().steps.all()] == [10, 30, 50, 10]


def test_function_09_two_persons_publish(desk: Desk, draft: Workflow) -> None:
    with pytest.raises(NotAllowed, match="không tự ban hành"):
        publish(desk, draft, actor=desk.cast.quan)
    assert publish(desk, draft).published_by == desk.cast.dung
    draft.refresh_from_db()
    assert (draft.state, draft.drafted_by) == (Workflow.State.PUBLISHED, desk.cast.quan)
    assert draft.published_at == desk.now


def test_a_second_administrator_publishes_unless_he_has_changed_it(
    desk: Desk, draft: Workflow
) -> None:
    second = make_user("mai", "Trần Mai", desk.cast.office, Role.OFFICE_ADMIN)
    edit(desk, draft, workflow_step_add, facts=FURTHER, actor=second)
    with pytest.raises(NotAllowed):
        publish(desk, draft, actor=second)
    third = make_user("nga", "Lê Nga", desk.cast.office, Role.OFFICE_ADMIN)
    assert publish(desk, draft, actor=third).published_by == third


def test_who_stands_in_for_the_drafter_does_not_publish(desk: Desk, draft: Workflow) -> None:
    StandIn.objects.create(
        absent=desk.cast.quan,
        deputy=desk.cast.an,
        office=desk.cast.office,
        first_day=desk.now.date(),
        last_day=desk.now.date(),
        reason="Nghỉ phép",
        granted_by=desk.cast.dung,
        granted_at=desk.now,
    )
    User.objects.filter(pk=desk.cast.an.pk).update(deputy_until=desk.now.date())
    deputy = User.objects.get(pk=desk.cast.an.pk)
    deputy.acting_on = desk.now.date()
    with pytest.raises(NotAllowed, match="không tự ban hành"):
        publish(desk, draft, actor=deputy)


@pytest.mark.parametrize("who", ["an", "chi", "giang", "dung"])
def test_only_administrators_draft(desk: Desk, who: str) -> None:
    with pytest.raises(NotAllowed):
        begin(desk, actor=getattr(desk.cast, who))


@pytest.mark.parametrize("who", ["an", "chi", "giang"])
def test_only_leaders_and_administrators_publish(desk: Desk, draft: Workflow, who: str) -> None:
    with pytest.raises(NotAllowed):
        publish(desk, draft, actor=getattr(desk.cast, who))


def test_a_draft_is_a_copy_of_what_is_in_force(desk: Desk, draft: Workflow) -> None:
    default = Workflow.objects.get(procedure=None)
    assert (draft.version, draft.state, names(draft)) == (1, "draft", names(default))
    change(desk, draft, 3, 2, 4)
    publish(desk, draft)
    second = begin(desk)
    assert second.version == 2
    assert planned(workflow_steps(second)) == planned(workflow_steps(draft))
    assert at(second, 3).following.count() == 2


def test_a_draft_changes_nothing_for_cases(desk: Desk, draft: Workflow) -> None:
    edit(desk, draft, workflow_step_remove, step_id=at(draft, 2).pk)
    assert workflow_for(desk.cast.guardianship) == Workflow.objects.get(procedure=None)
    assert desk.receive().steps.count() == 4


def test_the_one_before_is_replaced(desk: Desk) -> None:
    first = begin(desk, procedure_id=None)
    publish(desk, first)
    states = Workflow.objects.filter(procedure=None).values_list("version", "state")
    assert list(states) == [(1, "replaced"), (2, "published")]


def test_one_draft_at_a_time(desk: Desk, draft: Workflow) -> None:
    with pytest.raises(StateForbids, match="Đã có một bản nháp"):
        begin(desk)
    edit(desk, draft, workflow_discard)
    assert not Workflow.objects.filter(pk=draft.pk).exists()
    assert begin(desk).version == 1


@pytest.mark.parametrize("of", ["guardianship", None])
@pytest.mark.parametrize("state", ["draft", "published"])
def test_the_database_refuses_a_second_one_of_a_state(
    desk: Desk, state: str, of: str | None
) -> None:
    told = {"procedure": getattr(desk.cast, of) if of else None, "state": state}
    Workflow.objects.get_or_create(**told, defaults={"version": 8})
    with pytest.raises(IntegrityError), transaction.atomic():
        Workflow.objects.create(**told, version=9)


def test_function_09_a_draft_with_an_error_is_not_published(desk: Desk, draft: Workflow) -> None:
    change(desk, draft, 4, 2)
    with pytest.raises(StateForbids, match="không có bước nào kết thúc"):
        publish(desk, draft)
    draft.refresh_from_db()
    assert draft.state == Workflow.State.DRAFT


def test_function_09_an_unreachable_step_is_not_published(desk: Desk, draft: Workflow) -> None:
    change(desk, draft, 1, 3)
    with pytest.raises(StateForbids, match="Thẩm định"):
        publish(desk, draft)


def test_what_is_published_no_longer_changes(desk: Desk, draft: Workflow) -> None:
    publish(desk, draft)
    for service, told in (
        (workflow_step_add, {"facts": FURTHER}),
        (workflow_step_remove, {"step_id": at(draft, 2).pk}),
        (workflow_discard, {}),
    ):
        with pytest.raises(StateForbids, match="không còn là bản nháp"):
            edit(desk, draft, service, **told)
    assert len(names(draft)) == 4


def test_who_saw_an_older_draft_changes_nothing(desk: Desk, draft: Workflow) -> None:
    edit(desk, draft, workflow_step_add, facts=FURTHER)
    for service, told in (
        (workflow_step_add, {"facts": FURTHER}),
        (workflow_publish, {"actor": desk.cast.dung}),
        (workflow_discard, {}),
    ):
        with pytest.raises(StateForbids, match="Người khác vừa sửa"):
            edit(desk, draft, service, **{"revision": 0, **told})
    assert len(names(draft)) == 5


def test_steps_change_places_and_close_up(desk: Desk, draft: Workflow) -> None:
    leader = at(draft, 3)
    edit(desk, draft, workflow_step_move, step_id=leader.pk, by=-1)
    assert names(draft)[1:3] == [(2, "Phê duyệt"), (3, "Thẩm định")]
    edit(desk, draft, workflow_step_move, step_id=leader.pk, by=1)
    edit(desk, draft, workflow_step_move, step_id=at(draft, 4).pk, by=1)
    assert [name for _, name in names(draft)] == [
        "Tiếp nhận",
        "Thẩm định",
        "Phê duyệt",
        "Trả kết quả",
    ]
    edit(desk, draft, workflow_step_remove, step_id=at(draft, 1).pk)
    assert names(draft) == [(1, "Thẩm định"), (2, "Phê duyệt"), (3, "Trả kết quả")]


def test_ways_are_set_and_taken_away(desk: Desk, draft: Workflow) -> None:
    change(desk, draft, 3, 2, 4)
    assert [one.position for one in at(draft, 3).following.order_by("position")] == [2, 4]
    change(desk, draft, 3, 4)
    assert [one.position for one in at(draft, 3).following.all()] == [4]
    change(desk, draft, 3)
    assert not at(draft, 3).following.exists()


def test_a_way_leads_to_another_step_of_the_same_process(desk: Desk, draft: Workflow) -> None:
    step, foreign = at(draft, 2), Workflow.objects.get(procedure=None).steps.all()[0]
    for to in (step.pk, foreign.pk, 0):
        with pytest.raises(BadInput) as refused:
            edit(
                desk,
                draft,
                workflow_step_change,
                step_id=step.pk,
                facts=facts(step),
                following=[to],
            )
        assert list(refused.value.errors) == ["following"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"role": Role.KIOSK}, "role"),
        ({"role": "nobody"}, "role"),
        ({"share": 101}, "share"),
        ({"share": -1}, "share"),
        ({"kind": "dream"}, "kind"),
        ({"agency_id": 0}, "agency"),
        ({"kind": "opinion", "parallel_group": 10}, "parallel_group"),
    ],
)
def test_what_no_step_says_is_refused_by_field(
    desk: Desk, draft: Workflow, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        change(desk, draft, 2, **changes)
    assert list(refused.value.errors) == [field]
    assert at(draft, 2).name == "Thẩm định"


def test_another_offices_agency_is_not_named(desk: Desk, draft: Workflow) -> None:
    foreign = desk.cast.other_office.agencies.get()
    with pytest.raises(BadInput) as refused:
        change(desk, draft, 2, agency_id=foreign.pk)
    assert list(refused.value.errors) == ["agency"]
    assert change(desk, draft, 2, agency_id=desk.cast.agency.pk).agency == desk.cast.agency


def test_a_group_is_kept_for_opinions_only(desk: Desk, draft: Workflow) -> None:
    assert change(desk, draft, 2, kind="opinion", parallel_group=1).parallel_group == 1
    assert change(desk, draft, 2, kind="work", parallel_group=1).parallel_group is None


def test_no_process_has_more_steps_than_anybody_reads(desk: Desk, draft: Workflow) -> None:
    ProcedureStep.objects.bulk_create(
        ProcedureStep(workflow=draft, position=position, name="Bước", role=Role.LEADER)
        for position in range(5, MOST_STEPS + 1)
    )
    with pytest.raises(StateForbids, match="nhiều nhất 40 bước"):
        edit(desk, draft, workflow_step_add, facts=FURTHER)


def test_what_is_not_there_is_not_found(desk: Desk, draft: Workflow) -> None:
    with pytest.raises(NotFound):
        begin(desk, procedure_id=0)
    with pytest.raises(NotFound):
        edit(desk, draft, workflow_step_remove, step_id=0)
    with pytest.raises(NotFound):
        workflow_discard(workflow_id=0, revision=0, actor=desk.cast.quan, now=desk.now)


def test_every_change_is_recorded_with_who_made_it(desk: Desk, draft: Workflow) -> None:
    change(desk, draft, 3, 2, 4, share=15)
    edit(desk, draft, workflow_step_move, step_id=at(draft, 3).pk, by=-1)
    edit(desk, draft, workflow_step_move, step_id=at(draft, 2).pk, by=1)
    change(desk, draft, 3, 2, 4, share=20)
    publish(desk, draft)
    events = AuditEvent.objects.filter(subject=f"workflow:{draft.pk}").order_by("id")
    told = [(one.action.partition(".")[2], one.actor_id) for one in events]
    quan, dung = desk.cast.quan.pk, desk.cast.dung.pk
    assert told == [
        ("workflow_draft", quan),
        ("step_change", quan),
        ("step_move", quan),
        ("step_move", quan),
        ("step_change", quan),
        ("workflow_publish", dung),
    ]
    assert events[1].before == {"share": 20, "following": ""}
    assert events[1].after["following"] == "2, 4"
    assert events[1].after["procedure"] == "1.004837"


def test_who_works_where_is_read_from_the_roles(desk: Desk) -> None:
    agency = desk.cast.agency.pk
    assert posts_held([desk.cast.office], desk.now.date()) == {
        (Role.RECEPTIONIST, None),
        (Role.SPECIALIST, None),
        (Role.SPECIALIST, agency),
        (Role.LEADER, None),
        (Role.LEADER, agency),
    }
    User.objects.filter(username="chi").update(is_active=False)
    held = posts_held([desk.cast.office], desk.now.date())
    assert (Role.SPECIALIST, None) not in held
