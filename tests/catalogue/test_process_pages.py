"""The pages of procedures and processes, as administrator and as leader."""

import re
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from onestop.catalogue.models import Procedure, ProcedureStep, Workflow
from onestop.catalogue.services import workflow_draft
from onestop.directory.rights import Role
from tests.cases.desk import Desk
from tests.conftest import HANOI

HOME = "/admin/procedures/"


@pytest.fixture
def admin(desk: Desk) -> Client:
    """Return Quân's browser."""
    client = Client()
    client.force_login(desk.cast.quan)
    return client


@pytest.fixture
def leader(desk: Desk) -> Client:
    """Return Dũng's browser."""
    client = Client()
    client.force_login(desk.cast.dung)
    return client


@pytest.fixture
def draft(desk: Desk) -> Workflow:
    """Return Quân's draft of the process of guardianship."""
    procedure = desk.cast.guardianship
    return workflow_draft(procedure_id=procedure.pk, actor=desk.cast.quan, now=desk.now)


def home(draft: Workflow) -> str:
    return f"/admin/processes/{draft.pk}/"


def words(response: Any) -> str:
    """Return what the page says, in single spaces."""
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def step_form(draft: Workflow, **changes: Any) -> dict[str, Any]:
    told = {"name": "Lưu hồ sơ", "role": "receptionist", "share": 0, "kind": "work"}
    draft.refresh_from_db()
    return {**told, "revision": draft.revision, **changes}


def post(client: Client, draft: Workflow, what: str, **facts: Any) -> Any:
    """Send a form of the draft as it is now."""
    draft.refresh_from_db()
    return client.post(home(draft) + what, {"revision": draft.revision, **facts})


def test_the_list_names_procedures_times_and_processes(admin: Client, draft: Workflow) -> None:
    page = words(admin.get(HOME))
    assert "3 thủ tục" in page
    assert "1.004837 Đăng ký giám hộ Hộ tịch cấp xã 3 ngày làm việc bản nháp" in page
    assert "1.001193 Đăng ký khai sinh Hộ tịch cấp xã trong ngày làm việc chung" in page
    assert f"Bản nháp chờ ban hành Đăng ký giám hộ · phiên bản {draft.version}" in page


def test_the_list_is_searched_without_diacritics(admin: Client) -> None:
    page = words(admin.get(HOME, {"q": "khai sinh"}))
    assert "1 thủ tục" in page
    assert "1.004837" not in page
    assert "Không có thủ tục nào như vậy." in words(admin.get(HOME, {"q": "xyz"}))


def test_the_list_has_pages(admin: Client, desk: Desk) -> None:
    field = desk.cast.birth.field
    Procedure.objects.bulk_create(
        Procedure(code=f"5.{number:06}", name=f"Thủ tục {number}", field=field)
        for number in range(60)
    )
    assert "5.000059" not in words(admin.get(HOME))
    assert "5.000059" in words(admin.get(HOME, {"page": "2"}))
    for strange in ("99", "0", "x", "9" * 30):
        assert admin.get(HOME, {"page": strange}).status_code == 200


def test_a_longer_list_costs_no_more_queries(
    admin: Client, desk: Desk, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    field = desk.cast.birth.field
    for number in range(45):
        one = Procedure.objects.create(code=f"5.{number:06}", name="Thủ tục", field=field)
        workflow_draft(procedure_id=one.pk, actor=desk.cast.quan, now=desk.now)
    with django_assert_max_num_queries(9):
        admin.get(HOME)


def test_a_longer_process_costs_no_more_queries(
    admin: Client,
    desk: Desk,
    draft: Workflow,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    ProcedureStep.objects.bulk_create(
        ProcedureStep(
            workflow=draft,
            position=position,
            name=f"Bước {position}",
            role=Role.LEADER,
            agency=desk.cast.agency,
        )
        for position in range(5, 40)
    )
    with django_assert_max_num_queries(14):
        admin.get(home(draft))


def test_the_page_draws_the_process_and_says_it_in_words(admin: Client, draft: Workflow) -> None:
    page = admin.get(home(draft)).content.decode()
    assert page.count('<g class="box') == 4
    assert page.count('class="arrow arrow-next"') == 5
    assert 'role="img"' in page
    assert "2. Thẩm định: Chuyên viên, sau đó: 3. Phê duyệt." in page
    assert "Kiểm tra không thấy lỗi nào." in page


def test_function_09_what_is_wrong_stands_beside_its_step(admin: Client, draft: Workflow) -> None:
    first = draft.steps.get(position=1)
    third = draft.steps.get(position=3)
    answer = admin.post(
        f"{home(draft)}steps/{first.pk}/",
        step_form(draft, name="Tiếp nhận", share=10, following=[third.pk]),
    )
    assert answer.status_code == 302
    page = admin.get(home(draft)).content.decode()
    second = page[page.index('id="step-2"') : page.index('id="step-3"')]
    assert "Không có đường nào dẫn tới bước “Thẩm định”" in second
    assert page.count("box-error") == 1
    assert "Bản nháp còn lỗi, chưa ban hành được." in page


def test_function_09_drafted_by_one_published_by_the_other(
    admin: Client, leader: Client, desk: Desk
) -> None:
    begun = admin.post(f"{HOME}{desk.cast.birth.pk}/draft/")
    draft = Workflow.objects.get(state=Workflow.State.DRAFT)
    assert begun.headers["Location"] == home(draft)
    assert post(admin, draft, "steps/new/", **step_form(draft)).status_code == 302
    assert "Ban hành phiên bản này" not in words(admin.get(home(draft)))
    assert post(admin, draft, "publish/").status_code == 403
    assert "Ban hành phiên bản này" in words(leader.get(home(draft)))
    assert post(leader, draft, "publish/").status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.steps.count()) == ("published", 5)
    assert "đang áp dụng" in words(admin.get(f"{HOME}{desk.cast.birth.pk}/"))


def test_a_leader_publishes_and_does_not_edit(leader: Client, draft: Workflow) -> None:
    page = leader.get(home(draft)).content.decode()
    assert "Thêm bước" not in page
    assert "steps/" not in page
    assert post(leader, draft, "steps/new/", **step_form(draft)).status_code == 403
    assert post(leader, draft, "discard/").status_code == 403


def test_the_default_process_gets_a_draft_too(admin: Client, leader: Client) -> None:
    admin.post("/admin/processes/draft/")
    draft = Workflow.objects.get(procedure=None, state=Workflow.State.DRAFT)
    assert "Quy trình chung · phiên bản 2" in words(admin.get(home(draft)))
    published = Workflow.objects.get(procedure=None, state=Workflow.State.PUBLISHED)
    assert "Xem bản nháp đang soạn" in words(admin.get(home(published)))
    post(leader, draft, "publish/")
    assert "đã thay thế" in words(admin.get(home(draft)))


def test_steps_are_moved_removed_and_the_draft_is_thrown_away(
    admin: Client, draft: Workflow
) -> None:
    second = draft.steps.get(position=2)
    assert post(admin, draft, f"steps/{second.pk}/move/", by="1").status_code == 302
    second.refresh_from_db()
    assert second.position == 3
    assert post(admin, draft, f"steps/{second.pk}/remove/").status_code == 302
    assert draft.steps.count() == 3
    assert post(admin, draft, "discard/").status_code == 302
    assert not Workflow.objects.filter(pk=draft.pk).exists()


def test_what_is_wrong_comes_back_as_it_was_typed(admin: Client, draft: Workflow) -> None:
    answer = post(admin, draft, "steps/new/", **step_form(draft, name="Mới", share=101))
    assert answer.status_code == 422
    assert 'value="Mới"' in answer.content.decode()
    control = post(admin, draft, "steps/new/", **step_form(draft, name="Mới\x07"))
    assert control.status_code == 422
    assert "Có ký tự không in được" in words(control)


@pytest.mark.parametrize(
    ("what", "facts"),
    [
        ("steps/new/", {"role": "kiosk"}),
        ("steps/new/", {"agency": "x"}),
        ("steps/new/", {"revision": "x"}),
        ("publish/", {"revision": ""}),
        ("discard/", {"revision": "9" * 30}),
    ],
)
def test_bad_input_is_refused_and_changes_nothing(
    admin: Client, draft: Workflow, what: str, facts: dict[str, str]
) -> None:
    form = {**step_form(draft), **facts}
    expected = 403 if what == "publish/" and facts["revision"] else 422
    assert admin.post(home(draft) + what, form).status_code == expected
    assert draft.steps.count() == 4


def test_an_old_form_is_refused_with_409(admin: Client, draft: Workflow) -> None:
    old = step_form(draft)
    post(admin, draft, "steps/new/", **old)
    answer = admin.post(home(draft) + "steps/new/", old)
    assert answer.status_code == 409
    assert "Người khác vừa sửa bản nháp này" in words(answer)


@pytest.mark.parametrize(
    "page",
    [
        f"{HOME}0/",
        f"{HOME}0/versions/new/",
        f"{HOME}99999999999999999999/",
        "/admin/processes/0/",
        "/admin/processes/0/steps/new/",
    ],
)
def test_what_is_not_there_is_not_found(admin: Client, page: str) -> None:
    assert admin.get(page).status_code == 404


def version_form(procedure: Procedure, **changes: Any) -> dict[str, Any]:
    return {
        "valid_from": "2027-03-01",
        "name": "Đăng ký giám hộ (mới)",
        "field": procedure.field_id,
        "route": "province",
        "processing_value": 5,
        "processing_unit": "working_day",
        "supplement_clock": "restart",
        **changes,
    }


@time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=HANOI), tick=False)
def test_function_03_a_version_is_entered_with_its_first_day(admin: Client, desk: Desk) -> None:
    one = f"{HOME}{desk.cast.guardianship.pk}/"
    assert 'value="Đăng ký giám hộ"' in admin.get(one + "versions/new/").content.decode()
    answer = admin.post(one + "versions/new/", version_form(desk.cast.guardianship))
    assert answer.status_code == 302
    page = words(admin.get(answer.headers["Location"]))
    assert "đến hết 28/02/2027 đang có hiệu lực Đăng ký giám hộ 3 ngày làm việc" in page
    assert "từ 01/03/2027 sắp có hiệu lực Đăng ký giám hộ (mới) 5 ngày làm việc cấp tỉnh" in page
    assert admin.post(answer.headers["Location"] + "withdraw/").status_code == 302
    assert "từ 01/03/2027" not in words(admin.get(one))


@time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=HANOI), tick=False)
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"valid_from": "2026-11-22"}, "phải từ hôm nay trở đi"),
        ({"valid_from": "không"}, "Nhập ngày như"),
        ({"valid_from": ""}, "Chưa nhập ô này"),
        ({"name": "a\x07b"}, "Có ký tự không in được"),
        ({"field": "0"}, "Chọn một lĩnh vực"),
    ],
)
def test_a_version_that_cannot_be_is_refused_at_its_field(
    admin: Client, desk: Desk, changes: dict[str, str], told: str
) -> None:
    form = version_form(desk.cast.guardianship, **changes)
    answer = admin.post(f"{HOME}{desk.cast.guardianship.pk}/versions/new/", form)
    assert answer.status_code == 422
    assert told in words(answer)
    assert Procedure.objects.count() == 3


@time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=HANOI), tick=False)
def test_a_procedure_is_ended_on_its_page(admin: Client, desk: Desk) -> None:
    one = f"{HOME}{desk.cast.guardianship.pk}/"
    past = admin.post(one + "end/", {"valid_to": "2026-11-22"})
    assert past.status_code == 422
    assert "Ngày cuối phải từ ngày 23/11/2026 trở đi." in words(past)
    assert admin.post(one + "end/", {"valid_to": "2027-02-28"}).status_code == 302
    assert "đến hết 28/02/2027 đang có hiệu lực" in words(admin.get(one))


def test_a_procedure_of_a_ministry_says_that_it_is_only_tracked(admin: Client, desk: Desk) -> None:
    Procedure.objects.filter(pk=desk.cast.birth.pk).update(route="ministry", note="Theo luật mới")
    page = words(admin.get(f"{HOME}{desk.cast.birth.pk}/"))
    assert "ở đây chỉ theo dõi, không quyết định" in page
    assert "Theo luật mới" in page


def test_a_new_version_is_offered_where_the_old_one_is(admin: Client, desk: Desk) -> None:
    untimed = desk.cast.untimed
    today = datetime.now(tz=HANOI).date().isoformat()
    form = version_form(untimed, valid_from=today, processing_value=4)
    assert admin.post(f"{HOME}{untimed.pk}/versions/new/", form).status_code == 302
    assert desk.cast.civil.procedures.filter(code=untimed.code).count() == 2


def test_the_hub_counts_procedures_and_drafts(admin: Client, draft: Workflow) -> None:
    assert draft.pk
    assert "3 thủ tục, 1 quy trình chờ ban hành" in words(admin.get("/admin/"))
