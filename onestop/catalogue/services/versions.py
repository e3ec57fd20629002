"""Versions of a procedure by date: a law changes, and from its first day the new text counts."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from onestop.catalogue.access import ensure_catalogue_right
from onestop.catalogue.models import Procedure, Workflow
from onestop.catalogue.services.copying import papers_copy, steps_copy
from onestop.catalogue.signals import procedure_version_opened
from onestop.catalogue.validity import SpansOverlapError, span_opened
from onestop.clock.deadline import LONGEST_TERM, YEARS
from onestop.directory.audit import audit_record
from onestop.directory.models import User
from onestop.directory.refusals import BadInput, NotFound, StateForbids
from onestop.directory.rights import Right
from onestop.directory.storing import stored_clean
from onestop.directory.texts import name_clean

# The texts of a version and how long each may be, in characters.
TEXTS = {"name": 500, "processing_text": 300, "fee_text": 300, "note": 500}


@dataclass(frozen=True)
class ProcedureFacts:
    """What a version says; the names are those of `Procedure`, `field_id` is a lĩnh vực."""

    name: str
    field_id: int
    route: str
    processing_value: int | None
    processing_unit: str
    processing_text: str
    fee_text: str
    supplement_clock: str
    note: str


@transaction.atomic
def procedure_version_open(
    *, procedure_id: int, valid_from: date, facts: ProcedureFacts, actor: User, now: datetime
) -> Procedure:
    """Store the version of a procedure that counts from `valid_from` on; it is the last one.

    The version before it ends on the eve; nothing else of it changes, and the cases that came in
    under it keep it. Papers, the published process and the services that offer it are taken over.
    Raises `NotAllowed`, `NotFound`, and `BadInput` by field: a first day that is past, or not
    after the first day of every other version.
    """
    office = ensure_catalogue_right(actor, Right.CATALOGUE_MANAGE)
    known = _versions_held(procedure_id)
    _ensure_last(valid_from, known, timezone.localdate(now))
    version = Procedure(code=known[0].code, valid_from=valid_from, **asdict(facts))
    _ensure_facts(version)
    version_place(version, known)
    audit_record(
        action="catalogue.version_open",
        subject=f"procedure:{version.code}",
        actor=actor,
        now=now,
        office_id=office.pk,
        after={"valid_from": str(valid_from), **asdict(facts)},
    )
    return version


@transaction.atomic
def procedure_version_withdraw(*, procedure_id: int, actor: User, now: datetime) -> Procedure:
    """Take back a version that is not in force yet; return the one before, which goes on.

    Raises `NotAllowed`, `NotFound`, and `StateForbids` once its first day has come, or while
    something refers to it.
    """
    office = ensure_catalogue_right(actor, Right.CATALOGUE_MANAGE)
    known = _versions_held(procedure_id)
    version = next(one for one in known if one.pk == procedure_id)
    if known[-1] != version or len(known) == 1:
        raise StateForbids(_("Chỉ bỏ được phiên bản sau cùng, khi còn phiên bản trước nó."))
    if version.span.begins <= timezone.localdate(now):
        raise StateForbids(_("Phiên bản này đã có hiệu lực nên không bỏ được nữa."))
    _deleted(version)
    before = known[-2]
    before.valid_to = version.valid_to
    before.save(update_fields=["valid_to"])
    audit_record(
        action="catalogue.version_withdraw",
        subject=f"procedure:{version.code}",
        actor=actor,
        now=now,
        office_id=office.pk,
        before={"valid_from": str(version.valid_from)},
    )
    return before


@transaction.atomic
def procedure_version_end(
    *, procedure_id: int, valid_to: date | None, actor: User, now: datetime
) -> Procedure:
    """Set the last day of a procedure that nothing replaces (None: it goes on); return it.

    Raises `NotAllowed`, `NotFound`, `StateForbids` for a version that a later one follows, and
    `BadInput` by field for a day that is past, or before the version begins.
    """
    office = ensure_catalogue_right(actor, Right.CATALOGUE_MANAGE)
    known = _versions_held(procedure_id)
    version = known[-1]
    if version.pk != procedure_id:
        raise StateForbids(_("Phiên bản này đã có phiên bản kế tiếp nên ngày cuối không đổi nữa."))
    first = max(version.span.begins, timezone.localdate(now))
    if valid_to is not None and not (first <= valid_to and valid_to.year in YEARS):
        sentence = _("Ngày cuối phải từ ngày %(day)s trở đi.") % {"day": f"{first:%d/%m/%Y}"}
        raise BadInput.field("valid_to", sentence)
    before, version.valid_to = version.valid_to, valid_to
    version.save(update_fields=["valid_to"])
    audit_record(
        action="catalogue.version_end",
        subject=f"procedure:{version.code}",
        actor=actor,
        now=now,
        office_id=office.pk,
        before={"valid_to": str(before) if before else ""},
        after={"valid_to": str(valid_to) if valid_to else ""},
    )
    return version


def version_place(version: Procedure, known: Sequence[Procedure]) -> None:
    """Store a new version among those of its code, which are in the order of their days.

    It takes over papers, published process and services of the one before it. Raises `BadInput`
    for days on which another version is in force, and by field for what cannot be stored.
    """
    try:
        opened = span_opened([one.span for one in known], version.span)
    except SpansOverlapError as error:
        sentence = _("Phiên bản khác của thủ tục này đã có hiệu lực từ ngày %(day)s.")
        raise BadInput.field(
            "valid_from", sentence % {"day": f"{error.args[0]:%d/%m/%Y}"}
        ) from None
    if opened.cut is not None:
        before = known[opened.cut]
        before.valid_to = opened.cut_last
        before.save(update_fields=["valid_to"])
    version.valid_to = opened.span.last
    stored_clean(version, general="valid_from")
    earlier = [one for one in known if one.span.begins < version.span.begins]
    if earlier:
        _take_over(version, earlier[-1])


def _take_over(version: Procedure, before: Procedure) -> None:
    papers_copy(before, version)
    published = before.workflows.filter(state=Workflow.State.PUBLISHED).first()
    if published is not None:
        copy = Workflow.objects.create(
            procedure=version,
            version=1,
            state=Workflow.State.PUBLISHED,
            drafted_by=published.drafted_by,
            drafted_at=published.drafted_at,
            published_by=published.published_by,
            published_at=published.published_at,
        )
        steps_copy(published, copy)
    procedure_version_opened.send(sender=Procedure, version=version, before=before)


def _versions_held(procedure_id: int) -> list[Procedure]:
    """Return every version of the procedure; nobody else opens one until the transaction ends."""
    code = Procedure.objects.filter(pk=procedure_id).values("code")
    held = list(Procedure.objects.select_for_update(no_key=True).filter(code__in=code))
    if not held:
        raise NotFound(_("Không có thủ tục này trong danh mục."))
    return held


def _deleted(version: Procedure) -> None:
    try:
        version.delete()
    except ProtectedError:
        raise StateForbids(_("Phiên bản này đã được dùng nên không bỏ được nữa.")) from None


def _ensure_last(first: date, known: Sequence[Procedure], today: date) -> None:
    if first < today or first.year not in YEARS:
        raise BadInput.field("valid_from", _("Ngày bắt đầu phải từ hôm nay trở đi."))
    latest = known[-1].span.begins
    if first <= latest:
        sentence = _("Ngày bắt đầu phải sau %(day)s, ngày bắt đầu của phiên bản sau cùng.")
        raise BadInput.field("valid_from", sentence % {"day": f"{latest:%d/%m/%Y}"})


def _ensure_facts(version: Procedure) -> None:
    """Bring the texts into one form; raises `BadInput` for a text or a number out of bounds."""
    for name, longest in TEXTS.items():
        text = name_clean(name, getattr(version, name), longest=longest, required=name == "name")
        setattr(version, name, text)
    value = version.processing_value
    if value is not None and not 0 <= value <= LONGEST_TERM:
        sentence = _("Thời gian giải quyết là số từ 0 đến %(most)d.") % {"most": LONGEST_TERM}
        raise BadInput.field("processing_value", sentence)
