"""The cast at work: shorthand for receiving cases and taking them through their life."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from onestop.cases.models import Apology, Case
from onestop.cases.services import (
    ApplicantData,
    apology_approve,
    apology_draft,
    apology_send,
    apology_sign,
    case_receive,
    case_transition,
)
from onestop.cases.states import CaseState
from onestop.catalogue.models import CalendarDay, Procedure
from onestop.directory.models import User
from tests.cast import Cast

LAN = ApplicantData(
    name="Nguyễn Thị Mẫu",
    identity="001190123456",
    phone="0912345678",
    email="mau@example.com",
    address="Thôn Mẫu, Xã Mẫu",
)

# The shortest way from reception at the counter (or from registration) into each state.
WAYS: Mapping[CaseState, tuple[str, ...]] = {
    CaseState.REGISTERED: (),
    CaseState.RECEIVED: ("receive",),
    CaseState.REFUSED: ("refuse",),
    CaseState.PROCESSING: ("receive", "start_processing"),
    CaseState.SUPPLEMENT_REQUESTED: ("receive", "start_processing", "request_supplement"),
    CaseState.PAYMENT_REQUESTED: ("receive", "request_payment"),
    CaseState.WITHDRAWN: ("receive", "withdraw"),
    CaseState.STOPPED: ("receive", "start_processing", "stop"),
    CaseState.COMPLETED: ("receive", "start_processing", "complete_step", "complete"),
    CaseState.RETURNED: (
        "receive",
        "start_processing",
        "complete_step",
        "complete",
        "return_result",
    ),
}
# Who does it on the ways above, and what is told.
DOERS: Mapping[str, str] = {
    "start_processing": "chi",
    "complete_step": "chi",
    "request_supplement": "chi",
    "override_supplement": "dung",
    "reassign": "chi",
    "return_step": "dung",
    "complete": "dung",
    "stop": "dung",
}
TOLD: Mapping[str, Mapping[str, Any]] = {
    "refuse": {"reason": "Không đúng thẩm quyền"},
    "request_supplement": {"reason": "Thiếu tờ khai"},
    "override_supplement": {"reason": "Thiếu tờ khai, lãnh đạo quyết định"},
    "notify_result": {"channel": "phone"},
    "return_step": {"reason": "Cần xem lại"},
    "stop": {"reason": "Quá hạn bổ sung"},
    "complete": {"outcome": "granted"},
    "reassign": {"holder": "chi"},
}


@dataclass
class Desk:
    """The office at one moment; `now` may be moved."""

    cast: Cast
    now: datetime

    def later(self, **passed: float) -> None:
        """Let time pass."""
        self.now += timedelta(**passed)

    def receive(self, procedure: Procedure | None = None, **facts: Any) -> Case:
        """Receive a dossier, of guardianship (3 working days) unless another is named."""
        told: dict[str, Any] = {"applicant": LAN, "actor": self.cast.an, "now": self.now}
        told["procedure_code"] = (procedure or self.cast.guardianship).code
        return case_receive(office=self.cast.office, **{**told, **facts})

    def register(self, **facts: Any) -> Case:
        """Register a dossier that was filed online."""
        return self.receive(channel="online", **facts)

    def do(self, case: Case, name: str, by: User | None = None, **facts: Any) -> Case:
        """Make a transition, as who usually does and with what must be told."""
        actor: User = by or getattr(self.cast, DOERS.get(name, "an"))
        told = {**TOLD.get(name, {}), **facts}
        return case_transition(code=case.code, name=name, actor=actor, now=self.now, **told)

    def case_in(self, state: CaseState) -> Case:
        """Return a new case that has been taken into the state."""
        case = self.register()
        for name in WAYS[state]:
            case = self.do(case, name)
        assert case.state == state
        return case

    def apology(self, case: Case, *moves: str, **facts: Any) -> Apology:
        """Draft an apology and take it through approve, sign and send, as far as named."""
        told = {"reason": "Cần xác minh thêm", "new_due_at": None, **facts}
        apology = apology_draft(code=case.code, actor=self.cast.chi, now=self.now, **told)
        make = {"approve": apology_approve, "sign": apology_sign, "send": apology_send}
        for move in moves:
            apology = make[move](apology_id=apology.pk, actor=self.cast.dung, now=self.now)
        return apology


def everything_of(case: Case) -> list[str]:
    """Return every row that is stored of a case, to tell whether anything changed."""
    of_case = (case.steps, case.clock_entries, case.events, case.apologies, case.papers)
    rows = [Case.objects.filter(pk=case.pk), *(one.order_by("pk") for one in of_case)]
    return [repr(list(one.values())) for one in rows]


def culture_day() -> None:
    """Enter 24 November 2026 as a day off (Resolution 28/2026/QH16)."""
    CalendarDay.objects.create(
        date="2026-11-24", kind=CalendarDay.Kind.OFF, name="Ngày Văn hóa Việt Nam"
    )
