"""Scans of a case's papers: added, looked at, and erased with the case's personal data."""

import hashlib
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from onestop.cases.access import case_locked, case_of, ensure_any
from onestop.cases.models import Case, CasePaper, CaseScan
from onestop.cases.scans import scan_kind, scan_read, scan_remove, scan_write
from onestop.directory.audit import audit_record
from onestop.directory.models import User
from onestop.directory.refusals import NotFound, StateForbids
from onestop.directory.rights import Right

# Who takes papers in, and who works on them; everyone who sees the case may look.
ADDING = frozenset({Right.CASE_RECEIVE, Right.CASE_PROCESS})
MOST_SCANS = 10
HIGHEST_POSITION = 1000


def scan_add(
    *, code: str, position: int, content: bytes, name: str, actor: User, now: datetime
) -> CaseScan:
    """Attach a scan to a paper of a case and return it; the latest one counts.

    The same bytes again are the scan that is there already. `name` is what the file is called
    where it comes from: it must fit the content and is not kept.

    Raises `NotFound`, `NotAllowed`, `BadInput` for `file`, `StateForbids` for too many, and
    `NoRoom` when the disk is full; nothing is stored then.
    """
    ensure_any(actor, ADDING, case_of(actor, code))
    facts = {
        "kind": scan_kind(content, name),
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    # Written before the case is locked: nobody waits for the disk of another.
    stored = scan_write(content)
    try:
        with transaction.atomic():
            scan = _added(_paper(case_locked(actor, code), position), stored, facts, actor, now)
    except BaseException:
        scan_remove(stored)  # whatever stopped the row, its file has no reader
        raise
    if scan.stored != stored:
        scan_remove(stored)
    return scan


def scan_open(*, code: str, position: int, actor: User, now: datetime) -> tuple[CaseScan, bytes]:
    """Return the latest scan of a paper with its bytes, and record that it was looked at.

    Raises `NotFound`, also for another office's case, and `NotAllowed`.
    """
    case = case_of(actor, code)
    ensure_any(actor, {Right.CASE_VIEW}, case)
    scan = _paper(case, position).scans.last()
    if scan is None:
        raise NotFound(_("Giấy tờ này chưa có bản quét."))
    content = scan_read(scan.stored)
    audit_record(
        action="case.scan_opened",
        subject=f"case:{case.pk}",
        actor=actor,
        now=now,
        office_id=case.office_id,
        after={"paper": position, "sha256": scan.sha256},
    )
    return scan, content


def scans_erase(*, case_id: int) -> int:
    """Erase every scan of a case and return how many; the files go when the rows are gone."""
    scans = list(CaseScan.objects.filter(paper__case=case_id))
    CaseScan.objects.filter(pk__in=[one.pk for one in scans]).delete()
    for one in scans:
        transaction.on_commit(partial(scan_remove, one.stored))
    return len(scans)


def _paper(case: Case, position: int) -> CasePaper:
    found = None
    if 0 < position < HIGHEST_POSITION:
        found = case.papers.filter(position=position).first()
    if found is None:
        raise NotFound(_("Hồ sơ không có giấy tờ này."))
    return found


def _added(
    paper: CasePaper, stored: str, facts: dict[str, Any], actor: User, now: datetime
) -> CaseScan:
    """Return the new scan with its row in the audit, or the one that has these bytes already."""
    there = list(paper.scans.all())
    if there and there[-1].sha256 == facts["sha256"]:
        return there[-1]
    if len(there) >= MOST_SCANS:
        raise StateForbids(_("Giấy tờ này đã có 10 bản quét. Không thêm được nữa."))
    audit_record(
        action="case.scan_added",
        subject=f"case:{paper.case_id}",
        actor=actor,
        now=now,
        office_id=paper.case.office_id,
        after={"paper": paper.position, **facts},
    )
    return CaseScan.objects.create(
        paper=paper, stored=stored, added_at=now, added_by=actor, **facts
    )
