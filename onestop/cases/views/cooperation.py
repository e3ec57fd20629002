"""What others have to do with a case, as its page shows it: opinions and hand-overs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from onestop.cases.forms.opinions import AnswerForm, AskForm
from onestop.cases.models import Case, CaseStep, HandOver, Opinion
from onestop.cases.places import acts_at, place_name
from onestop.cases.selectors import hand_overs_of, opinions_of
from onestop.cases.services.opinion_rows import missing_sentence
from onestop.cases.services.opinions import may_answer, may_ask, may_withdraw
from onestop.directory.models import Agency, User


@dataclass(frozen=True)
class CooperationTyped:
    """Forms that were refused: of a new question, or of the answer to one, by its id."""

    asked: AskForm | None = None
    answered: Mapping[int, AnswerForm] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Tell whether anything was refused."""
        return self.asked is not None or bool(self.answered)


@dataclass(frozen=True)
class OpinionLine:
    """An opinion, and what the account may do with it."""

    opinion: Opinion
    is_late: bool
    form: AnswerForm | None
    may_withdraw: bool


@dataclass(frozen=True)
class HandOverLine:
    """A hand-over in words: from whom to whom."""

    row: HandOver
    giver: str
    taker: str


@dataclass
class Cooperation:
    """The opinions and hand-overs of one case as an account sees them at `now`."""

    case: Case
    actor: User
    now: datetime
    running: CaseStep | None
    typed: CooperationTyped

    @cached_property
    def opinions(self) -> list[OpinionLine]:
        """Return what was asked, those that are still missing first."""
        lines = [self._line(one) for one in opinions_of(self.case)]
        return sorted(lines, key=lambda one: not one.opinion.is_open)

    @property
    def blocked(self) -> str:
        """Return the sentence that names whose mandatory opinion is missing, "" if none is."""
        missing = [one.opinion for one in self.opinions if one.opinion.is_open]
        needed = [one for one in missing if one.is_mandatory]
        return missing_sentence(needed) if needed and self.case.closed_at is None else ""

    @cached_property
    def ask_form(self) -> AskForm | None:
        """Return the form of a new question, if the account may ask now."""
        if self.typed.asked is not None:
            return self.typed.asked
        return AskForm(self.case) if may_ask(self.case, self.running, self.actor) else None

    @cached_property
    def hand_overs(self) -> list[HandOverLine]:
        """Return the lines of the control sheet, the latest first."""
        return [_in_words(one) for one in reversed(hand_overs_of(self.case))]

    @property
    def waiting(self) -> HandOverLine | None:
        """Return the hand-over that waits for its receiver."""
        return next((one for one in self.hand_overs if one.row.waits), None)

    @cached_property
    def may_receive(self) -> bool:
        """Tell whether the account confirms or returns what waits."""
        line = self.waiting
        return line is not None and acts_at(self.actor, self.case.office, line.row.to_agency)

    def _line(self, opinion: Opinion) -> OpinionLine:
        late = opinion.is_open and opinion.due_at is not None and opinion.due_at < self.now
        mine = opinion.is_open and may_answer(opinion, self.actor)
        form = self.typed.answered.get(opinion.pk) or (AnswerForm(opinion) if mine else None)
        withdraws = opinion.is_open and may_withdraw(opinion, self.actor)
        return OpinionLine(opinion, late, form, withdraws)


def _in_words(row: HandOver) -> HandOverLine:
    giver = _who(row.from_agency, row.from_person) if row.from_step_id else ""
    taker = _who(row.to_agency, row.to_person) if row.to_step_id else ""
    return HandOverLine(row, giver, taker)


def _who(agency: Agency | None, person: User | None) -> str:
    return f"{place_name(agency)} – {person}" if person else place_name(agency)
