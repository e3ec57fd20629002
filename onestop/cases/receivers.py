"""What cases hear from the directory and the catalogue, and of themselves."""

from collections.abc import Sequence
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from onestop.cases.models import CaseEvent, CaseStep
from onestop.cases.services import recomputation_ask, steps_hand_over
from onestop.cases.services.obligations import obligations_follow
from onestop.cases.signals import case_changed
from onestop.catalogue.signals import calendar_changed
from onestop.directory.models import User
from onestop.directory.signals import Leaving, OpenWork, account_left, open_work_asked


@receiver(account_left)
def account_left_steps(leaving: Leaving, **_more: Any) -> None:
    """Hand over the steps of who may not work on them any more."""
    steps_hand_over(leaving)


@receiver(open_work_asked)
def open_work_in_cases(account: User, **_more: Any) -> list[OpenWork]:
    """Tell how many running steps the account holds."""
    running = CaseStep.objects.filter(
        holder=account, started_at__isnull=False, finished_at__isnull=True
    )
    return [OpenWork(_("hồ sơ đang giữ"), running.count())]


@receiver(case_changed)
def case_changed_obligations(events: Sequence[CaseEvent], **_more: Any) -> None:
    """Let what is owed of apologies follow the cases."""
    obligations_follow(events)


@receiver(calendar_changed)
def calendar_changed_recompute(**told: Any) -> None:
    """Order that open cases be counted anew, in the transaction of the edit."""
    news = {name: told[name] for name in ("office", "cause", "name", "days", "actor", "now")}
    recomputation_ask(**news)
