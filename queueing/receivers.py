"""What the queue hears from the directory and the catalogue."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from onestop.catalogue.models import Procedure
from onestop.catalogue.signals import procedure_version_opened
from onestop.directory.models import User
from onestop.directory.signals import Leaving, OpenWork, account_left, open_work_asked
from queueing.models import Counter, Service, Ticket
from queueing.services import counters_hand_over


@receiver(account_left)
def account_left_counters(leaving: Leaving, **_more: Any) -> None:
    """Close the counters of who may not operate them any more."""
    counters_hand_over(leaving)


@receiver(open_work_asked)
def open_work_at_counters(account: User, **_more: Any) -> list[OpenWork]:
    """Tell which counters the account has open, and which numbers stand there."""
    tickets = Ticket.objects.filter(counter__officer=account, state__in=Ticket.ACTIVE)
    return [
        OpenWork(_("quầy đang mở"), Counter.objects.filter(officer=account).count()),
        OpenWork(_("số đang gọi hoặc đang phục vụ"), tickets.count()),
    ]


@receiver(procedure_version_opened)
def procedure_version_offered(version: Procedure, before: Procedure, **_more: Any) -> None:
    """Offer the new version of a procedure at the services that offer the one before."""
    for service in Service.objects.filter(procedures=before):
        service.procedures.add(version)
