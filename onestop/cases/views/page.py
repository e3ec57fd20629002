"""Everything that the page of one case shows, top-down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from onestop.cases.access import holds_any
from onestop.cases.forms import ApologyForm, ReturnForm, SendForm, TransitionForm
from onestop.cases.forms.amending import ErrorForm
from onestop.cases.models import (
    Apology,
    ApologyObligation,
    Case,
    CasePaper,
    CaseScan,
    CaseStep,
    Delivery,
    ResultError,
)
from onestop.cases.selectors import apology_owed, case_deadline_trail, case_history
from onestop.cases.services import ADDING
from onestop.cases.services.correcting import CORRECT as CORRECT_APPLICANT
from onestop.cases.services.errors import CORRECT, OPEN
from onestop.cases.states import CaseState
from onestop.cases.step_clock import Pause, pauses_of, used_time
from onestop.cases.transitions import TRANSITIONS, kinds_with
from onestop.cases.views.actions import Action, actions_open_to
from onestop.cases.views.cooperation import Cooperation, CooperationTyped
from onestop.cases.views.letters import (
    Letter,
    Refused,
    apology_form,
    has_letter,
    letter_of,
    letters_of,
    may_draft,
    sees_slips,
)
from onestop.cases.words import TimeLeft, time_left, time_left_until
from onestop.catalogue.selectors import deadline_calendar
from onestop.clock.calendar import WorkingCalendar
from onestop.clock.trail import working_time_said
from onestop.directory.models import User
from onestop.directory.rights import Right

EVENTS: Mapping[str, str | Promise] = {
    "registered": _("nộp hồ sơ, chờ tiếp nhận"),
    "hand_over": _("bàn giao bước đang giữ"),
    "applicant_corrected": _("sửa thông tin người nộp"),
    "error_found": _("ghi sai sót của kết quả đã trả"),
    "error_corrected": _("đã sửa sai sót"),
    "hand_over.given": _("đưa hồ sơ vào danh sách bàn giao"),
    "hand_over.confirmed": _("xác nhận đã nhận hồ sơ bàn giao"),
    "hand_over.returned": _("không nhận hồ sơ bàn giao, trả lại"),
    "opinion.asked": _("lấy ý kiến"),
    "opinion.answered": _("cho ý kiến"),
    "opinion.withdrawn": _("rút yêu cầu lấy ý kiến"),
    "opinion.overdue": _("quá hạn trả lời ý kiến"),
    "step.warned": _("nhắc: bước sắp hết giờ"),
    "due.recomputed": _("hạn tính lại vì lịch làm việc thay đổi"),
    "due.told": _("đã báo hạn mới cho người nộp"),
    "apology.drafted": _("lập thư xin lỗi"),
    "apology.approved": _("duyệt thư xin lỗi"),
    "apology.returned": _("trả lại thư xin lỗi"),
    "apology.signed": _("ký thư xin lỗi"),
    "apology.sent": _("gửi thư xin lỗi"),
    "apology.cancelled": _("hủy thư xin lỗi"),
    "apology.attempted": _("báo lại cho người nộp về thư xin lỗi"),
    "apology.warned": _("sắp phải gửi thư xin lỗi"),
    "apology.owed": _("phải gửi thư xin lỗi"),
    "apology.missed": _("quá hạn gửi thư xin lỗi, chưa có thư nào được gửi"),
}


@dataclass(frozen=True)
class Document:
    """A form of the case that can be read as PDF; it is there `after` one of these events."""

    name: str
    title: str | Promise
    after: frozenset[str]


DOCUMENTS = (
    Document("receipt", _("Giấy tiếp nhận và hẹn trả kết quả"), kinds_with("receipt")),
    Document("supplement", _("Phiếu yêu cầu bổ sung"), kinds_with("supplement")),
    Document("refusal", _("Phiếu từ chối tiếp nhận"), kinds_with("refusal")),
    Document("stop", _("Thông báo dừng giải quyết"), kinds_with("stop")),
    # Every hand-over since the dossier was accepted.
    Document("control-sheet", _("Phiếu kiểm soát quá trình giải quyết"), kinds_with("receipt")),
)


# Their reason stands with the letter already.
QUIET = frozenset({"apology.approved", "apology.signed", "apology.sent", "apology.attempted"})
# Events that name their step.
AT_STEP = frozenset(
    {
        "start_processing",
        "complete_step",
        "return_step",
        "reassign",
        "hand_over",
        "apology.warned",
        "apology.owed",
        "apology.missed",
        "opinion.asked",
        "opinion.answered",
        "opinion.withdrawn",
        "opinion.overdue",
        "step.warned",
    }
)


@dataclass(frozen=True)
class StepLine:
    """A step with the working time that its latest run used, in words.

    `late`: it is over its time; `left` what a running one has left; `soon`: nearly nothing.
    """

    step: CaseStep
    taken: str
    late: bool
    left: TimeLeft | None = None

    @property
    def soon(self) -> bool:
        """Tell whether its holder was warned and it is not over its time yet."""
        return self.step.is_running and self.step.warned_at is not None and not self.late


@dataclass(frozen=True)
class PaperLine:
    """A paper with its latest scan, and what was wrong with the file that was sent for it."""

    paper: CasePaper
    scan: CaseScan | None
    wrong: str


@dataclass(frozen=True)
class Typed:
    """What was typed and refused: the forms come back filled in, with the reason beside them.

    `sentence` stands above everything when the case's state no longer allows what was asked;
    `text` is then what had been typed, so that it is not lost with its form.
    """

    transition: TransitionForm | None = None
    apology: ApologyForm | None = None
    returned: Mapping[int, ReturnForm] | None = None
    sent: Mapping[int, SendForm] | None = None
    cooperation: CooperationTyped = field(default_factory=CooperationTyped)
    scan: tuple[int, str] | None = None  # the paper's position, and what is wrong with the file
    sentence: str = ""
    text: str = ""

    @property
    def wrong(self) -> str:
        """Return the part of the page to correct, "" where there is none."""
        if self.transition is not None and self.transition.errors:
            return "todo"
        if self.scan is not None:
            return "papers"
        if self.cooperation:
            return "opinions"
        return "letters" if self.apology is not None or self.returned or self.sent else ""


@dataclass
class CaseContents:
    """One case as an account sees it at `now`."""

    case: Case
    actor: User
    now: datetime
    typed: Typed = field(default_factory=Typed)

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """Return the calendar by which the office counts deadlines."""
        return deadline_calendar(self.case.office)

    @cached_property
    def left(self) -> TimeLeft | None:
        """Return what is left of the time."""
        return time_left(self.case, self.calendar, self.now)

    @cached_property
    def deadline(self) -> Mapping[str, Any]:
        """Return how the due date was reached."""
        return case_deadline_trail(self.case, self.calendar)

    @cached_property
    def steps(self) -> list[CaseStep]:
        """Return the steps in their order."""
        return list(self.case.steps.select_related("holder", "agency"))

    @property
    def running(self) -> CaseStep | None:
        """Return the step that has begun and is not finished."""
        return next((one for one in self.steps if one.is_running), None)

    def step_lines(self) -> list[StepLine]:
        """Return the steps with their times."""
        return [self._step_line(one) for one in self.steps]

    @cached_property
    def actions(self) -> list[Action]:
        """Return what the account may do now, the likely next step first."""
        return actions_open_to(self.case, self.actor, self.running, self.now, self.typed.transition)

    @property
    def main(self) -> Action | None:
        """Return the likely next step, if it is the account's."""
        return next((one for one in self.actions if one.primary), None)

    @property
    def others(self) -> list[Action]:
        """Return what may be done beside the likely next step."""
        return [one for one in self.actions if not one.primary]

    @cached_property
    def letters(self) -> list[Letter]:
        """Return the apologies, the latest first, each with what the account may do with it."""
        latest = [one.pk for one in self._apologies if one.state != Apology.State.CANCELLED][:1]
        typed = Refused(self.typed.returned or {}, self.typed.sent or {})
        return [letter_of(one, self.actor, latest, typed) for one in self._apologies]

    @cached_property
    def apology_form(self) -> ApologyForm | None:
        """Return the form of a new apology, if the account may draft one now."""
        if self.typed.apology:
            return self.typed.apology
        if not may_draft(self.case, self.actor):
            return None
        return apology_form(self.case, self._apologies, self.now)

    @cached_property
    def owed(self) -> ApologyObligation | None:
        """Return what the case owes of letters now, or will soon."""
        return apology_owed(self.case)

    @property
    def owes_letter(self) -> bool:
        """Tell whether the case is late, or nearly so, without a letter for its present date."""
        due = self.left is not None and self.left.tone in {"late", "soon"}
        return due and not has_letter(self._apologies)

    @cached_property
    def cooperation(self) -> Cooperation:
        """Return what others have to do with the case: opinions, and who hands it to whom."""
        return Cooperation(self.case, self.actor, self.now, self.running, self.typed.cooperation)

    @cached_property
    def history(self) -> list[dict[str, Any]]:
        """Return what happened, the latest first, in words."""
        return [self._event(one) for one in reversed(case_history(self.case))]

    @property
    def sees_slips(self) -> bool:
        """Tell whether the account may look at what was printed for the case."""
        return sees_slips(self.case, self.actor)

    @property
    def may_add_scans(self) -> bool:
        """Tell whether the account may attach scans to the papers."""
        return holds_any(self.actor, ADDING, self.case)

    @property
    def may_correct_applicant(self) -> bool:
        """Tell whether the account may put the applicant right."""
        return not self.case.anonymised_at and self._may(CORRECT_APPLICANT)

    @cached_property
    def delivery(self) -> Delivery | None:
        """Return how the result was handed over."""
        return Delivery.objects.filter(case=self.case).first()

    @property
    def reads_errors(self) -> bool:
        """Tell whether errors of the result are anything to show or to note."""
        return str(self.case.state) == CaseState.RETURNED

    @cached_property
    def errors(self) -> list[ResultError]:
        """Return the errors that were found in the result."""
        return list(self.case.errors.select_related("opened_by", "corrected_by"))

    @property
    def open_error(self) -> ResultError | None:
        """Return the error that is still to be corrected."""
        return next((one for one in self.errors if one.corrected_at is None), None)

    @property
    def error_form(self) -> ErrorForm | None:
        """Return the form to note an error, or its correction, if the account may."""
        if self.open_error is None:
            return ErrorForm("error", _("Sai sót gì")) if self._may(OPEN) else None
        return ErrorForm("corrected", _("Đã sửa những gì")) if self._may(CORRECT) else None

    def _may(self, rights: frozenset[Right]) -> bool:
        return holds_any(self.actor, rights, self.case)

    @cached_property
    def papers(self) -> list[PaperLine]:
        """Return the papers, each with its latest scan and with what was wrong with a new one."""
        papers = self.case.papers.prefetch_related("scans__added_by")
        return [self._paper_line(one) for one in papers]

    @property
    def documents(self) -> list[Document]:
        """Return the forms that the case has; letters of apology stand apart."""
        happened = {event["kind"] for event in self.history}
        return [one for one in DOCUMENTS if one.after & happened]

    @cached_property
    def _apologies(self) -> list[Apology]:
        return letters_of(self.case)

    def _step_line(self, step: CaseStep) -> StepLine:
        if step.started_at is None:
            return StepLine(step, "", late=False)
        end = step.finished_at or self.case.paused_since or self.now
        late = step.due_at is not None and end > step.due_at
        used = used_time(self.calendar, step.started_at, max(end, step.started_at), self._pauses)
        left = None
        if step.is_running:
            left = time_left_until(self.case, step.due_at, self.calendar, self.now)
        return StepLine(step, working_time_said(used, gettext), late, left)

    @cached_property
    def _pauses(self) -> list[Pause]:
        return pauses_of((one["kind"], one["at"]) for one in self.deadline["entries"])

    def _paper_line(self, paper: CasePaper) -> PaperLine:
        scans = list(paper.scans.all())
        position, wrong = self.typed.scan or (None, "")
        return PaperLine(
            paper,
            scans[-1] if scans else None,
            wrong if position == paper.position else "",
        )

    def _event(self, event: dict[str, Any]) -> dict[str, Any]:
        kind = event["kind"]
        said = TRANSITIONS[kind].label if kind in TRANSITIONS else EVENTS.get(kind, kind)
        return {
            **event,
            "said": said,
            "about": self._about(event),
            "state": CaseState(event["to_state"]).label,
            "reason": "" if kind in QUIET else event["reason"],
        }

    def _about(self, event: dict[str, Any]) -> str:
        """Return the step or the outcome that the event names."""
        data = event["data"]
        if event["kind"] == "complete":
            return str(Case.Outcome(data["outcome"]).label)
        if event["kind"] not in AT_STEP:
            return ""
        return next((one.name for one in self.steps if one.position == data.get("step")), "")
