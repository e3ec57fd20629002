"""The one table of a case's life: each transition, from where to where, and who may make it.

The state machine (`lifecycle`), the services, the pages and the API derive from it. Sources:
PRODUCT's "A case's life", Decree 118/2025 Art. 17–22, and the national portal's status codes.

What is left out, and why:

- `received` has no `request_supplement`: the receipt says that the dossier is complete (Art. 17);
  only the agency that has begun to process it may find something missing (Art. 19(5)).
- `refuse` leaves `registered` only. A dossier that turns out not to meet the conditions after it
  was accepted is decided: `complete` with the outcome "rejected" (Art. 19(3)).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onestop.cases.states import CaseState
from onestop.directory.rights import Right, Role

RECEIVE = frozenset({Right.CASE_RECEIVE})
PROCESS = frozenset({Right.CASE_PROCESS})
APPROVE = frozenset({Right.CASE_APPROVE})
RETURN = frozenset({Right.CASE_RETURN})

# What the holder of a step needs to work on it; who works in another role holds no step.
STEP_RIGHT: Mapping[str, Right] = {
    Role.RECEPTIONIST: Right.CASE_RECEIVE,
    Role.SPECIALIST: Right.CASE_PROCESS,
    Role.LEADER: Right.CASE_APPROVE,
}


@dataclass(frozen=True)
class Transition:
    """A row of the table.

    `rights`: for each state that it leaves, the rights of which one is needed (where a right is
    held by agency: for that of the step that is worked on). `target` is None where the state
    stays, or comes back to the one that a supplement or a payment interrupted. `by_step`: also
    open to whoever may work on the step that runs, and to them only. `facts`: what must be told
    beside a reason; names with "?" may be left out.
    """

    name: str
    label: str | Promise
    rights: Mapping[CaseState, frozenset[Right]]
    target: CaseState | None = None
    by_step: bool = False
    reason: bool = False
    facts: frozenset[str] = frozenset()

    @property
    def sources(self) -> frozenset[CaseState]:
        """Return the states that it leaves."""
        return frozenset(self.rights)

    def rights_in(self, state: CaseState) -> frozenset[Right]:
        """Return the rights of which one is needed in the state.

        Where the state forbids the transition anyway: every right that it needs anywhere, so that
        who may never make it learns that first.
        """
        if state in self.rights:
            return self.rights[state]
        return frozenset().union(*self.rights.values())


ROWS = (
    Transition(
        "receive",
        _("tiếp nhận"),
        {CaseState.REGISTERED: RECEIVE},
        CaseState.RECEIVED,
    ),
    Transition(
        "refuse",
        _("từ chối tiếp nhận"),
        {CaseState.REGISTERED: RECEIVE},
        CaseState.REFUSED,
        reason=True,
    ),
    Transition(
        "start_processing",
        _("bắt đầu xử lý"),
        {CaseState.RECEIVED: PROCESS},
        CaseState.PROCESSING,
        by_step=True,
    ),
    Transition(
        "complete_step",
        _("hoàn thành bước"),
        {CaseState.PROCESSING: PROCESS},
        by_step=True,
        facts=frozenset({"step?", "to?"}),
    ),
    Transition(
        "return_step",
        _("trả lại bước trước"),
        {CaseState.PROCESSING: APPROVE},
        by_step=True,
        reason=True,
    ),
    Transition(
        "reassign",
        _("chuyển người thụ lý"),
        {CaseState.RECEIVED: PROCESS | APPROVE, CaseState.PROCESSING: PROCESS | APPROVE},
        facts=frozenset({"holder", "seen?"}),
    ),
    Transition(
        "request_supplement",
        _("yêu cầu bổ sung giấy tờ"),
        {CaseState.REGISTERED: RECEIVE, CaseState.PROCESSING: PROCESS},
        CaseState.SUPPLEMENT_REQUESTED,
        reason=True,
    ),
    Transition(
        "accept_supplement",
        _("nhận giấy tờ bổ sung"),
        {CaseState.SUPPLEMENT_REQUESTED: RECEIVE},
    ),
    Transition(
        "request_payment",
        _("yêu cầu nộp phí"),
        {
            CaseState.REGISTERED: RECEIVE,
            CaseState.RECEIVED: RECEIVE,
            CaseState.PROCESSING: PROCESS,
        },
        CaseState.PAYMENT_REQUESTED,
    ),
    Transition(
        "confirm_payment",
        _("xác nhận đã nộp phí"),
        {CaseState.PAYMENT_REQUESTED: RECEIVE},
    ),
    Transition(
        "complete",
        _("phê duyệt kết quả"),
        {CaseState.PROCESSING: APPROVE},
        CaseState.COMPLETED,
        facts=frozenset({"outcome"}),
    ),
    Transition(
        "return_result",
        _("trả kết quả"),
        {CaseState.COMPLETED: RETURN},
        CaseState.RETURNED,
    ),
    # The citizen may ask until a decision is issued and owes no reason (Art. 21).
    Transition(
        "withdraw",
        _("rút hồ sơ theo yêu cầu của người nộp"),
        {
            CaseState.REGISTERED: RECEIVE,
            CaseState.RECEIVED: RECEIVE,
            CaseState.PROCESSING: RECEIVE,
            CaseState.SUPPLEMENT_REQUESTED: RECEIVE,
            CaseState.PAYMENT_REQUESTED: RECEIVE,
        },
        CaseState.WITHDRAWN,
    ),
    # What the citizen did not bring is closed by the one-stop office (Art. 19(5)).
    Transition(
        "stop",
        _("dừng xử lý"),
        {
            CaseState.PROCESSING: APPROVE,
            CaseState.SUPPLEMENT_REQUESTED: RECEIVE | APPROVE,
            CaseState.PAYMENT_REQUESTED: RECEIVE | APPROVE,
        },
        CaseState.STOPPED,
        reason=True,
    ),
)

TRANSITIONS: Mapping[str, Transition] = {row.name: row for row in ROWS}
