"""Two people change the catalogue at the same moment: one wins, the other is told."""

from datetime import datetime

import pytest

from onestop.catalogue.models import Procedure, Workflow
from onestop.catalogue.services import (
    procedure_version_open,
    workflow_draft,
    workflow_publish,
)
from onestop.directory.refusals import BadInput, StateForbids
from tests.at_once import answers_at_once
from tests.cases.desk import Desk
from tests.cases.test_at_once import fresh, refusals
from tests.cast import make_cast
from tests.catalogue.test_versions import FIRST, facts

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(transactional_db: None, monday_morning: datetime) -> Desk:  # noqa: ARG001 (committed rows)
    """Return the cast at work, in rows that other connections see."""
    return Desk(make_cast(), monday_morning)


def test_two_drafts_at_once_are_one(desk: Desk) -> None:
    def draft() -> Workflow:
        actor = fresh(desk.cast.quan)
        return workflow_draft(procedure_id=desk.cast.birth.pk, actor=actor, now=desk.now)

    assert [type(one) for one in refusals(answers_at_once(draft, draft))] == [StateForbids]
    assert Workflow.objects.filter(state=Workflow.State.DRAFT).count() == 1


def test_a_draft_is_published_once(desk: Desk) -> None:
    draft = workflow_draft(procedure_id=None, actor=desk.cast.quan, now=desk.now)

    def publish() -> Workflow:
        actor = fresh(desk.cast.dung)
        return workflow_publish(workflow_id=draft.pk, revision=0, actor=actor, now=desk.now)

    assert [type(one) for one in refusals(answers_at_once(publish, publish))] == [StateForbids]
    assert Workflow.objects.get(state=Workflow.State.PUBLISHED) == draft


def test_two_versions_from_one_day_are_one(desk: Desk) -> None:
    before = desk.cast.guardianship

    def open_version() -> Procedure:
        return procedure_version_open(
            procedure_id=before.pk,
            valid_from=FIRST,
            facts=facts(before),
            actor=fresh(desk.cast.quan),
            now=desk.now,
        )

    assert [type(one) for one in refusals(answers_at_once(open_version, open_version))] == [
        BadInput
    ]
    assert Procedure.objects.filter(code=before.code).count() == 2
