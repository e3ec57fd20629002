"""Letters of apology with what an account may do with each now."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_fsm import can_proceed

from onestop.cases.access import holds_any
from onestop.cases.forms import ApologyForm, ReturnForm, SendForm
from onestop.cases.lifecycle import ApologyState
from onestop.cases.models import Apology, Case
from onestop.cases.selectors import apology_reasons_of
from onestop.cases.selectors.apologies import PEOPLE
from onestop.cases.selectors.apology_lists import ATTEMPTS
from onestop.cases.selectors.counts import UNDER_WAY
from onestop.cases.services import (
    apology_approve,
    apology_cancel,
    apology_return,
    apology_send,
    apology_sign,
    proposed_dates,
)
from onestop.cases.services.apologies import APPROVE, CANCEL, DATE_HOLDERS, DRAFT, SEND
from onestop.cases.states import ENDED, CaseState
from onestop.directory.models import User
from onestop.directory.rights import Right, has_right


@dataclass(frozen=True)
class Move:
    """Something that may be done with a letter: who may, its button, and what is told after it."""

    name: str
    method: str
    rights: Collection[Right]
    service: Callable[..., Apology]
    button: str | Promise
    done: str | Promise


MOVES: Mapping[str, Move] = {
    one.name: one
    for one in (
        Move(
            "approve",
            "approve",
            APPROVE,
            apology_approve,
            _("Duyệt"),
            _("Đã duyệt thư xin lỗi của hồ sơ %(code)s. Thư chờ ký."),
        ),
        Move(
            "sign",
            "sign",
            APPROVE,
            apology_sign,
            _("Ghi nhận đã ký"),
            _("Đã ghi nhận chữ ký trên thư của hồ sơ %(code)s. Thư chờ gửi."),
        ),
        Move(
            "send",
            "send",
            SEND,
            apology_send,
            _("Ghi nhận đã gửi"),
            _("Thư của hồ sơ %(code)s đã gửi. Ngày hẹn mới, nếu có, được tính từ bây giờ."),
        ),
        Move(
            "return",
            "return_to_drafter",
            APPROVE,
            apology_return,
            _("Trả lại"),
            _("Đã trả lại thư xin lỗi của hồ sơ %(code)s."),
        ),
        Move(
            "cancel",
            "cancel",
            CANCEL,
            apology_cancel,
            _("Hủy thư"),
            _("Đã hủy thư xin lỗi của hồ sơ %(code)s."),
        ),
    )
}


@dataclass(frozen=True)
class Letter:
    """An apology, the moves that are open, and the form in which a leader returns it.

    `is_latest`: it is the case's letter that can be read as PDF, a draft too. `has_slip`: it was
    promised on paper, and the account may look at slips.
    """

    apology: Apology
    moves: Mapping[str, Move]
    is_latest: bool
    has_slip: bool
    may_add_attempt: bool
    return_form: ReturnForm
    send_form: SendForm

    @property
    def onward(self) -> Move | None:
        """Return the move that brings the letter nearer to the citizen."""
        names = ("approve", "sign", "send")
        return next((self.moves[name] for name in names if name in self.moves), None)


@dataclass(frozen=True)
class Refused:
    """What was typed and refused, by letter: returns, and what was told of sending."""

    returned: Mapping[int, ReturnForm] = field(default_factory=dict)
    sent: Mapping[int, SendForm] = field(default_factory=dict)


def letter_of(
    apology: Apology, actor: User, latest: Collection[int], refused: Refused | None = None
) -> Letter:
    """Return the apology, its case's office and agency loaded, with what the account may do."""
    refused = refused or Refused()
    moves = {name: move for name, move in MOVES.items() if _is_open(apology, move, actor)}
    is_latest = apology.pk in latest
    has_slip = is_latest and apology.approved_at is not None and sees_slips(apology.case, actor)
    sent = apology.state == ApologyState.SENT
    return Letter(
        apology,
        moves,
        is_latest=is_latest,
        has_slip=has_slip,
        may_add_attempt=sent and holds_any(actor, SEND, apology.case),
        return_form=refused.returned.get(apology.pk) or return_form(apology.pk),
        send_form=refused.sent.get(apology.pk) or send_form(apology.pk),
    )


def return_form(apology_id: int, data: Any = None) -> ReturnForm:
    """Return the form in which a leader returns this letter."""
    return ReturnForm(data, auto_id=f"return_{apology_id}_%s")


def send_form(apology_id: int, data: Any = None) -> SendForm:
    """Return the form that tells how the citizen was told of this letter."""
    return SendForm(data, auto_id=f"send_{apology_id}_%s")


def sees_slips(case: Case, actor: User) -> bool:
    """Tell whether the account may look at what was printed for the case."""
    return has_right(actor, Right.PRINT_VIEW, office=case.office)


def letters_of(case: Case) -> list[Apology]:
    """Return the case's apologies, the latest first."""
    rows = case.apologies.select_related(*PEOPLE).prefetch_related(ATTEMPTS)
    found = list(rows.order_by("-id"))
    for one in found:
        one.case = case
    return found


def apology_form(
    case: Case, apologies: Sequence[Apology], now: datetime, data: Any = None
) -> ApologyForm:
    """Return the form of a new letter, begun with the first date and what a returned draft said.

    `apologies` are the case's, the latest first.
    """
    dates = None if has_new_date(apologies) else proposed_dates(case, now)
    last = apologies[0] if apologies else None
    returned = last.reason if last is not None and last.state == ApologyState.RETURNED else ""
    return ApologyForm(apology_reasons_of(case.office), dates, data, returned=returned)


def may_draft(case: Case, actor: User) -> bool:
    """Tell whether the account may draft an apology for the case now."""
    return _can_owe(case) and holds_any(actor, DRAFT, case)


def has_new_date(apologies: Collection[Apology]) -> bool:
    """Tell whether one of the case's apologies holds its one new date."""
    return any(one.new_due_at and one.state in DATE_HOLDERS for one in apologies)


def has_letter(apologies: Collection[Apology]) -> bool:
    """Tell whether one of the case's apologies is under way, or was sent for its present date.

    The same as `selectors.counts.without_apology` says of many.
    """
    return any(
        one.state in UNDER_WAY
        or (one.state == ApologyState.SENT and one.due_at_before == one.case.due_at)
        for one in apologies
    )


def _is_open(apology: Apology, move: Move, actor: User) -> bool:
    owed = move.name == "cancel" or _can_owe(apology.case)
    may = holds_any(actor, move.rights, apology.case)
    return owed and may and can_proceed(getattr(apology, move.method))


def _can_owe(case: Case) -> bool:
    return case.due_at is not None and case.state not in {*ENDED, CaseState.REGISTERED}
