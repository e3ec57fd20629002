"""The opinions of a case while it changes: asked by the workflow, moved by a pause, closed."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from onestop.cases.models import Case, CaseStep, Opinion
from onestop.cases.models.opinions import OPEN
from onestop.cases.step_clock import shifted
from onestop.catalogue.models import ProcedureStep
from onestop.clock.calendar import WorkingCalendar
from onestop.directory.models import User


def opinions_begin(case: Case, begun: Iterable[CaseStep], *, actor: User, now: datetime) -> None:
    """Ask for the opinions of a stage that begins; each step's due date follows."""
    Opinion.objects.bulk_create(
        Opinion(
            case=case,
            step=step,
            run=step.run,
            agency=step.agency,
            question=step.name,
            asked_at=now,
            asked_by=actor,
        )
        for step in begun
        if step.is_opinion
    )


def opinions_shift(
    case: Case, calendar: WorkingCalendar, *, paused: datetime, resumed: datetime
) -> None:
    """Move what was asked beside the work by as long as the clock of the case stood still."""
    beside = case.opinions.filter(OPEN, due_at__isnull=False, step__kind=ProcedureStep.Kind.WORK)
    for opinion in beside:
        if opinion.due_at is not None:
            opinion.due_at = shifted(calendar, opinion.due_at, paused=paused, resumed=resumed)
            opinion.save(update_fields=["due_at"])


def opinions_close(case: Case, now: datetime, reason: str) -> None:
    """Withdraw what is still asked in a case that ends."""
    case.opinions.filter(OPEN).update(withdrawn_at=now, withdraw_reason=reason)


def opinions_missing(case: Case) -> list[Opinion]:
    """Return the mandatory opinions that nobody has given yet."""
    missing = case.opinions.filter(OPEN, is_mandatory=True)
    return list(missing.select_related("agency", "person"))


def missing_sentence(missing: Iterable[Opinion]) -> str:
    """Return the sentence that names whose opinion is missing."""
    names = "; ".join(asked_name(one) for one in missing)
    sentence = _(
        "Còn thiếu ý kiến bắt buộc của: %(names)s. Im lặng không phải là đồng ý: hãy đợi trả lời, "
        "hoặc rút yêu cầu kèm lý do."
    )
    return sentence % {"names": names}


def asked_name(opinion: Opinion) -> str:
    """Return whom the opinion was asked of: the agency, and the person if one was named."""
    if opinion.person is None:
        return opinion.agency.name
    return f"{opinion.person} ({opinion.agency.name})"
