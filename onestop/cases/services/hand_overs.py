"""Handing dossiers on from place to place: in batches, confirmed or returned by the receiver.

Each call may be sent again: what was done already is left as it is, so an acknowledgement that
was lost neither loses a dossier nor doubles it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from onestop.cases.events import event_record
from onestop.cases.models import Case, HandOver, HandOverBatch
from onestop.cases.models.hand_overs import WAITS
from onestop.cases.places import ensure_acts_at, place_name
from onestop.cases.services.change import Change
from onestop.cases.services.hand_over_rows import hand_over_sign
from onestop.cases.services.recomputing import case_catch_up
from onestop.cases.steps import CaseSteps
from onestop.cases.texts import is_plain, reason_clean, text_clean
from onestop.directory.models import Office, User
from onestop.directory.refusals import BadInput, NotFound, StateForbids
from onestop.directory.selectors import office_ids_of

LARGEST_BATCH = 200
LONGEST_KEY = 40


def batch_create(
    *, office: Office, codes: Sequence[str], key: str, actor: User, now: datetime
) -> HandOverBatch:
    """Give the dossiers off together and return their batch.

    They must wait at one place for the same other one, in no batch yet. The same account's same
    `key` returns the batch that is there. Raises `BadInput` (cases, key), `NotFound`, `NotAllowed`
    and `StateForbids`.
    """
    key = text_clean("key", key, longest=LONGEST_KEY, required=True)
    wanted = sorted(set(codes))
    if not 1 <= len(wanted) <= LARGEST_BATCH:
        sentence = _("Hãy chọn từ 1 đến %(most)d hồ sơ.") % {"most": LARGEST_BATCH}
        raise BadInput.field("cases", sentence)
    with transaction.atomic():
        if office.pk not in office_ids_of(actor):
            raise NotFound(_("Không tìm thấy bộ phận một cửa này."))
        cases = _cases_locked(office, wanted)
        made = HandOverBatch.objects.filter(given_by=actor, key=key).first()
        return made or _batch(office, cases, key, actor, now)


def batch_confirm(*, batch_id: int, actor: User, now: datetime) -> HandOverBatch:
    """Confirm that everything of the batch is there but what was returned singly."""
    with transaction.atomic():
        batch = _batch_locked(batch_id, actor)
        ensure_acts_at(actor, batch.office, batch.to_agency)
        if batch.confirmed_at is None:
            case_ids = batch.hand_overs.values("case")
            list(Case.objects.filter(pk__in=case_ids).order_by("pk").select_for_update())
            for row in batch.hand_overs.filter(WAITS).select_related("case__office"):
                _confirm(row, actor, now)
            batch.confirmed_at, batch.confirmed_by = now, actor
            batch.save(update_fields=["confirmed_at", "confirmed_by"])
    return batch


def hand_over_confirm(*, hand_over_id: int, actor: User, now: datetime) -> HandOver:
    """Confirm one dossier; `StateForbids` when it was returned."""
    with transaction.atomic():
        row = _locked(hand_over_id, actor)
        ensure_acts_at(actor, row.case.office, row.to_agency)
        if row.returned_at is not None:
            raise StateForbids(_("Hồ sơ này đã được trả lại bên giao. Hãy đợi bàn giao lần nữa."))
        if row.received_at is None:
            _confirm(row, actor, now)
    return row


def hand_over_return(*, hand_over_id: int, reason: str, actor: User, now: datetime) -> HandOver:
    """Give one dossier back with the reason; `StateForbids` when it was confirmed.

    What an agency gave runs there again; what the office or the last agency gave waits to be
    handed on anew.
    """
    with transaction.atomic():
        row = _locked(hand_over_id, actor)
        ensure_acts_at(actor, row.case.office, row.to_agency)
        if row.received_at is not None:
            sentence = _("Hồ sơ này đã được xác nhận nhận. Muốn trả lại, hãy trả lại bước trước.")
            raise StateForbids(sentence)
        if row.returned_at is None:
            _return(row, reason_clean(reason, required=True), actor, now)
    return row


def _cases_locked(office: Office, codes: Sequence[str]) -> list[Case]:
    plain = [one for one in codes if is_plain(one)]
    found = Case.objects.filter(office=office, code__in=plain).order_by("pk")
    cases = list(found.select_for_update(of=("self",)).select_related("office"))
    if len(cases) < len(codes):
        unknown = sorted(set(plain) - {one.code for one in cases})
        sentence = _("Không tìm thấy hồ sơ: %(codes)s.") % {"codes": ", ".join(unknown)}
        raise BadInput.field("cases", sentence)
    return cases


def _batch(
    office: Office, cases: Sequence[Case], key: str, actor: User, now: datetime
) -> HandOverBatch:
    waiting = HandOver.objects.filter(WAITS, case__in=cases, batch=None)
    rows = list(waiting.select_related("case", "from_agency", "to_agency"))
    ways = {(one.from_agency, one.to_agency) for one in rows}
    for giver, _taker in ways:
        ensure_acts_at(actor, office, giver)
    _ensure_ready(cases, rows)
    if len(ways) > 1:
        names = "; ".join(sorted(f"{place_name(one)} → {place_name(two)}" for one, two in ways))
        sentence = _("Mỗi danh sách chỉ đi từ một nơi đến một nơi. Đang chọn: %(ways)s.")
        raise BadInput.field("cases", sentence % {"ways": names})
    ((giver, taker),) = ways
    batch = HandOverBatch.objects.create(
        office=office, from_agency=giver, to_agency=taker, key=key, given_at=now, given_by=actor
    )
    for row in rows:
        row.batch, row.given_at = batch, now
        row.save(update_fields=["batch", "given_at"])
        _record(row, "given", actor, now)
    return batch


def _ensure_ready(cases: Sequence[Case], rows: Iterable[HandOver]) -> None:
    ready = {one.case_id for one in rows}
    others = [one.code for one in cases if one.pk not in ready]
    if others:
        sentence = _(
            "Không chờ bàn giao hoặc đã nằm trong danh sách khác: %(codes)s. Hãy tải lại trang."
        )
        raise StateForbids(sentence % {"codes": ", ".join(others)})


def _batch_locked(batch_id: int, actor: User) -> HandOverBatch:
    found = HandOverBatch.objects.filter(pk=batch_id, office__in=office_ids_of(actor))
    loaded = found.select_related("office", "from_agency", "to_agency", "given_by")
    batch = loaded.select_for_update(of=("self",)).first()
    if batch is None:
        raise NotFound(_("Không tìm thấy danh sách bàn giao này."))
    return batch


def _locked(hand_over_id: int, actor: User) -> HandOver:
    """Return the hand-over as it is while its case is locked, or raise `NotFound`."""
    mine = HandOver.objects.filter(case__office__in=office_ids_of(actor), pk=hand_over_id)
    case_id = mine.values_list("case", flat=True).first()
    if case_id is None:
        raise NotFound(_("Không tìm thấy lần bàn giao này."))
    Case.objects.select_for_update().get(pk=case_id)
    loaded = mine.select_related("case__office", "case__agency", "from_agency", "to_agency")
    return loaded.get()


def _confirm(row: HandOver, actor: User, now: datetime) -> None:
    hand_over_sign(row, actor, now)
    _record(row, "confirmed", actor, now)


def _return(row: HandOver, reason: str, actor: User, now: datetime) -> None:
    row.returned_at, row.returned_by, row.return_reason = now, actor, reason
    row.save(update_fields=["returned_at", "returned_by", "return_reason"])
    if row.from_agency and row.to_agency:
        _step_back(row.case, reason, actor, now)
    else:
        _wait_anew(row, reason, now)
    _record(row, "returned", actor, now, reason=reason)


def _step_back(case: Case, reason: str, actor: User, now: datetime) -> None:
    """Let the step of the giver run again."""
    case_catch_up(case, now=now)
    steps = CaseSteps(case.steps.select_related("holder", "agency"))
    change = Change(case=case, steps=steps, actor=actor, now=now, reason=reason)
    change.step_back()
    change.settle()


def _wait_anew(row: HandOver, reason: str, now: datetime) -> None:
    """Let the dossier wait for its next batch; the line that came back stays as it is."""
    HandOver.objects.create(
        case=row.case,
        kind=row.kind,
        from_step=row.from_step,
        from_run=row.from_run,
        from_agency=row.from_agency,
        from_person=row.from_person,
        to_step=row.to_step,
        to_run=row.to_run,
        to_agency=row.to_agency,
        to_person=row.to_person,
        ready_at=now,
        note=reason,
    )


def _record(row: HandOver, name: str, actor: User, now: datetime, *, reason: str = "") -> None:
    facts = {"hand_over": row.pk, "batch": row.batch_id}
    event_record(
        row.case,
        f"hand_over.{name}",
        actor=actor,
        now=now,
        from_state=row.case.state,
        reason=reason,
        data={key: value for key, value in facts.items() if value is not None},
    )
