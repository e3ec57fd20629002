"""Every page, every call of the API and every transition, tried as everybody.

On the second database each page and call is asked for once, by somebody who may: see `asking`.
"""

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import override_settings
from django.urls import clear_url_caches, path
from django.utils import timezone

from onestop.cases.models import Case
from onestop.cases.services import case_transition
from onestop.cases.services.guards import ensure_may
from onestop.cases.states import CaseState
from onestop.cases.steps import CaseSteps
from onestop.cases.transitions import ROWS, STEP_RIGHT, TRANSITIONS
from onestop.directory.refusals import NotAllowed, NotFound, Refusal
from onestop.operations.checks import entries_check
from onestop.operations.matrix import Route, Surface, routes
from tests.access.knocking import FILE, address_of, admitted, answer_of, client_of, expected
from tests.access.people import FOREIGN, Knocker, Scene
from tests.cases.desk import Desk
from tests.cases.scans import picture

# What answers "not found" to everybody, because nothing is there.
NOTHING_THERE = {"/static/<path>", "/api/v1/", "/api/v1/^(.*)$"}
# Steps of a sign-in that has not begun, or that is not set up here.
SIGNING_IN = {"/sign-in/code/": 302, "/sign-in/open-id/": 404, "/sign-in/open-id/back/": 404}
# What a call needs to be understood.
BODIES: Mapping[str, Any] = {
    "ticket_create": {"service": "ho-tich"},
    "call": {"ticket": 1, "reason": "Hẹn trước"},
    "counter_pause": {"reason": "Nghỉ giải lao"},
    "ticket_transfer": {"service": "chung-thuc"},
    "ticket_further": {"service": "chung-thuc"},
    "appointment_create": {"service": "ho-tich", "at": "2026-11-23T09:30"},
    "counter_hand_over": {"to": "binh"},
    "scans_create": {FILE: picture()},
    "cases_create": {"office": "mau", "procedure": "1.004837", "applicant": {"name": "Mẫu"}},
    "cases_transition": {"name": "-"},  # what each transition needs is tried below
    "applicant_correct": {"applicant": {"name": "Mẫu"}, "reason": "Gõ nhầm"},
    "errors_create": {"error": "Sai năm sinh"},
    "errors_correct": {"corrected": "Đã in lại"},
    "entry_leaves_create": {
        "from_at": "2026-11-20T08:00",
        "until_at": "2026-11-20T11:00",
        "reason": "Mất điện",
    },
    "apologies_create": {"reason": "Cần xác minh thêm"},
    "apologies_return": {"reason": "Chưa rõ"},
    "apologies_attempt": {"channel": "phone", "reached": True},
    "station_job_end": {"outcome": "sent"},
    "station_printer_status": {},
    "batches_create": {"cases": [], "key": "1"},
    "hand_overs_return": {"reason": "Thiếu bản chính"},
    "opinions_create": {"question": "Có ý kiến gì không?"},
    "opinions_answer": {"answer": "agree"},
    "enrolment_create": {"kind": "screen"},
    "device_report": {"version": "1"},
    "opinions_withdraw": {"reason": "Đã có văn bản"},
}

# A transition that does not exist is told to everybody; another office's case is not.
FOREIGN_BODIES = {**BODIES, "cases_transition": {"name": "stop", "reason": "Quá hạn"}}


def of(*surfaces: Surface) -> list[Route]:
    return [one for one in routes() if one.surface in surfaces]


def asking(route: Route, scene: Scene, body: object = None) -> list[Knocker]:
    """Return who asks: everybody, or on the second database the first who is let in.

    No database decides about rights: there it is enough that what is read and written works.
    """
    if connection.vendor == "sqlite":
        return scene.knockers
    let_in = [one for one in scene.knockers if expected(route, one, body)]
    return let_in[:1] or scene.knockers[:1]


def test_every_page_lets_in_whom_the_matrix_names(scene: Scene) -> None:
    pages = [one for one in of(Surface.PAGE) if one.address not in {*NOTHING_THERE, *SIGNING_IN}]
    clients = {one.name: client_of(one, token=False) for one in scene.knockers}
    wrong = []
    for page in pages:
        for knocker in asking(page, scene):
            answer = answer_of(clients[knocker.name], address_of(page, scene, knocker))
            assert answer.status_code < 500, (str(page), knocker.name)
            if admitted(answer) != expected(page, knocker):
                wrong.append((str(page), knocker.name, answer.status_code))
    assert wrong == []


def test_every_call_lets_in_whom_the_matrix_names(scene: Scene) -> None:
    wrong = []
    for call in of(Surface.API):
        for knocker in asking(call, scene, BODIES.get(call.name)):
            body = (FOREIGN_BODIES if knocker.name == FOREIGN else BODIES).get(call.name)
            client = client_of(knocker, token=True)
            answer = answer_of(client, address_of(call, scene, knocker), call.method, body)
            if admitted(answer) != expected(call, knocker, body):
                wrong.append((str(call), knocker.name, answer.status_code))
    assert wrong == []


def test_a_step_of_sign_in_opens_to_nobody_before_it_has_begun(scene: Scene) -> None:
    for knocker, (address, status) in product(scene.knockers, SIGNING_IN.items()):
        assert answer_of(client_of(knocker, token=False), address).status_code == status


@pytest.mark.parametrize("address", ["/static/x.css", "/api/v1/", "/api/v1/x", "/x/"])
def test_where_nothing_is_nobody_is_asked_to_sign_in(scene: Scene, address: str) -> None:
    for knocker in scene.knockers:
        assert answer_of(client_of(knocker, token=False), address).status_code == 404


def moved(case: Case, name: str, knocker: Knocker) -> type[Refusal] | None:
    """Return how a transition was refused, or None; nothing is kept."""
    assert knocker.user is not None
    try:
        with transaction.atomic():
            case_transition(code=case.code, name=name, actor=knocker.user, now=timezone.now())
            transaction.set_rollback(True)
    except Refusal as refusal:
        return type(refusal)
    return None


def needed(case: Case, name: str) -> set[str]:
    """Return the rights of which the table asks one, in the state and at the step of the case."""
    row, step = TRANSITIONS[name], CaseSteps(case.steps.all()).running
    of_step = {STEP_RIGHT[step.role]} if row.by_step and step else set()
    return {*row.rights_in(CaseState(case.state)), *of_step}


def test_every_transition_lets_in_whom_the_table_names(scene: Scene) -> None:
    people = [one for one in scene.knockers if one.user is not None]
    desk = Desk(scene.cast, timezone.now())
    cases = {state: desk.case_in(state) for state in {next(iter(row.rights)) for row in ROWS}}
    wrong = []
    for row, knocker in product(ROWS, people):
        case = cases[next(iter(row.rights))]
        answer = moved(case, row.name, knocker)
        if knocker.name == FOREIGN:
            right = answer is NotFound
        else:
            right = (answer is not NotAllowed) == bool(needed(case, row.name) & knocker.rights)
        if not right:
            wrong.append((row.name, knocker.name, answer))
    assert wrong == []


def test_a_transition_is_open_to_a_role_at_some_step_exactly_if_the_matrix_says_so(
    scene: Scene,
) -> None:
    steps = list(scene.case.steps.all())
    for route, knocker in product(of(Surface.TRANSITION), scene.knockers):
        if knocker.user is None or knocker.name == FOREIGN:
            continue
        row, open_somewhere = TRANSITIONS[route.name], False
        for state, step in product(row.rights, steps):
            scene.case.state = state
            try:
                ensure_may(scene.case, row, knocker.user, step)
            except NotAllowed:
                continue
            open_somewhere = True
        assert route.entry is not None
        assert open_somewhere == knocker.may_enter(route.entry), (route.name, knocker.name)


urlpatterns = [path("forgotten/", lambda _request: HttpResponse())]


def test_a_route_of_which_nobody_said_who_may_enter_fails_the_build() -> None:
    assert entries_check(None) == []
    with override_settings(ROOT_URLCONF=__name__):
        clear_url_caches()
        found = entries_check(None)
    clear_url_caches()
    assert [one.id for one in found] == ["onestop.E030"]
    assert "/forgotten/" in found[0].msg
