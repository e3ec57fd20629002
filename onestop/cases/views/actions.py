"""What an account may do with a case now, as the case page offers it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onestop.cases.forms import TransitionForm
from onestop.cases.models import Case, CaseStep
from onestop.cases.services import transitions_open_to
from onestop.cases.transitions import Transition
from onestop.directory.models import User


@dataclass(frozen=True)
class Face:
    """How a transition looks: its button, and what happens when it is pressed."""

    button: str | Promise
    hint: str | Promise


FACES: Mapping[str, Face] = {
    "receive": Face(
        _("Tiếp nhận hồ sơ"), _("Hồ sơ đầy đủ: bắt đầu tính thời hạn, in giấy tiếp nhận.")
    ),
    "refuse": Face(_("Từ chối tiếp nhận"), _("Hồ sơ kết thúc, không mở lại được.")),
    "start_processing": Face(_("Nhận xử lý"), _("Bạn trở thành người thụ lý.")),
    "complete_step": Face(_("Hoàn thành bước"), _("Chuyển hồ sơ sang bước tiếp theo.")),
    "return_step": Face(_("Trả lại bước trước"), _("Người làm bước trước nhận lại hồ sơ.")),
    "reassign": Face(_("Chuyển người thụ lý"), _("Bước đang chạy chuyển sang người khác.")),
    "request_supplement": Face(
        _("Yêu cầu bổ sung"), _("Chỉ được yêu cầu một lần. Thời hạn tạm dừng.")
    ),
    "override_supplement": Face(
        _("Yêu cầu bổ sung ngoài quy định"),
        _(
            "Lần thứ hai, hoặc sau 03 ngày làm việc: lãnh đạo quyết định. Lần thứ hai tính là quá "
            "hạn."
        ),
    ),
    "accept_supplement": Face(
        _("Nhận giấy tờ bổ sung"), _("Người nộp đã bổ sung đủ. Thời hạn lại chạy theo quy định.")
    ),
    "request_payment": Face(
        _("Yêu cầu nộp phí"), _("Thời hạn tạm dừng cho đến khi người nộp đã nộp phí.")
    ),
    "confirm_payment": Face(_("Đã nộp phí"), _("Người nộp đã nộp phí: tính tiếp thời hạn.")),
    "complete": Face(_("Phê duyệt kết quả"), _("Kết thúc tính thời hạn; hồ sơ chờ trả kết quả.")),
    "notify_result": Face(
        _("Đã báo người nộp"), _("Ghi đã báo đến nhận kết quả; chưa phải là đã trả.")
    ),
    "return_result": Face(_("Trả kết quả"), _("Người nộp đã nhận kết quả; hồ sơ kết thúc.")),
    "withdraw": Face(
        _("Rút hồ sơ"), _("Theo yêu cầu của người nộp. Hồ sơ kết thúc, không mở lại được.")
    ),
    "stop": Face(_("Dừng xử lý"), _("Hồ sơ kết thúc, không mở lại được.")),
}

# The likely next step, most likely first; its form stands open and its button is the red one.
LIKELY = (
    "receive",
    "accept_supplement",
    "confirm_payment",
    "complete",
    "complete_step",
    "start_processing",
    "return_result",
)
# They cannot be undone: a second page asks again.
FINAL = frozenset({"refuse", "withdraw", "stop"})


@dataclass(frozen=True)
class Action:
    """One transition with its form; `opened`: the form is shown, not only its name."""

    row: Transition
    form: TransitionForm
    primary: bool = False

    @property
    def face(self) -> Face:
        """Return button and hint."""
        return FACES[self.row.name]

    @property
    def opened(self) -> bool:
        """Tell whether the form shows something that was typed and refused."""
        return self.form.is_bound

    @property
    def is_plain(self) -> bool:
        """Tell whether a button is all that is needed."""
        return not self.form.visible_fields()

    @property
    def is_final(self) -> bool:
        """Tell whether nothing leads back."""
        return self.row.name in FINAL


def actions_open_to(
    case: Case,
    actor: User,
    step: CaseStep | None,
    now: datetime,
    bound: TransitionForm | None = None,
) -> list[Action]:
    """Return what the account may do, the likely next step first, the final ones last.

    `bound` is a form that was refused: it stands in for the empty one.
    """
    rows = transitions_open_to(case, actor, now)
    likely = likely_of(rows)
    forms = {row.name: TransitionForm(case, row, step) for row in rows}
    if bound is not None and bound.row.name in forms:
        forms[bound.row.name] = bound
    actions = [Action(row, forms[row.name], primary=row.name == likely) for row in rows]
    return sorted(actions, key=lambda one: (not one.primary, one.is_final))


def likely_of(rows: Sequence[Transition]) -> str | None:
    """Return the name of the likely next step, if it is among them."""
    names = {row.name for row in rows}
    return next((name for name in LIKELY if name in names), None)


def asks_again(form: TransitionForm) -> bool:
    """Tell whether a second step is due: nothing leads back from what is about to be done."""
    return form.row.name in FINAL or form.cleaned_data.get("outcome") == Case.Outcome.REJECTED
