"""Queue services as the office arranges them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from onestop.catalogue.models import Procedure
from onestop.directory.models import Office, User
from onestop.directory.refusals import NotFound
from onestop.directory.storing import stored_clean
from queueing.models import Service
from queueing.services.arranging.turn import arranging, snapshot

FIELDS = (
    "name",
    "words",
    "name_en",
    "letter",
    "start",
    "width",
    "position",
    "active",
    "message",
    "capacity",
    "returns_results",
    "slot_places",
    "slot_minutes",
)


def service_arrange(
    *,
    office: Office,
    code: str,
    is_new: bool,
    procedure_ids: Collection[int],
    version: int,
    actor: User,
    now: datetime,
    **fields: Any,
) -> Service:
    """Make a service, or change the one with this code; `fields` are those of `FIELDS`.

    A new letter or start counts from the next number on: numbers of a letter are one series a
    date whatever services share it, so that none is given twice. A procedure is taken in all of its
    versions. Nothing is deleted: a service
    that is not needed any more is switched off. Raises `BadInput` by field, `NotFound`.
    """
    with arranging(office=office, version=version, actor=actor, now=now) as turn:
        service = Service(office=office, code=code) if is_new else _service(office, code)
        before = _facts(service)
        for name in FIELDS:
            setattr(service, name, fields[name])
        stored_clean(service)
        service.procedures.set(Procedure.objects.of_codes_of(procedure_ids))
        turn.record("queue.service", f"service:{service.pk}", before=before, after=_facts(service))
        return service


def _service(office: Office, code: str) -> Service:
    service = Service.objects.filter(office=office, code=code).first()
    if service is None:
        raise NotFound(_("Không có dịch vụ này."))
    return service


def _facts(service: Service) -> dict[str, Any]:
    facts = snapshot(service, FIELDS)
    if facts:
        procedures = service.procedures.order_by("code").values_list("code", flat=True).distinct()
        facts["procedures"] = list(procedures)
    return facts
