"""Which cases an account may see at all, and what it may do with them."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from onestop.cases.models import Apology, Case, HandOver, Opinion, Recomputation
from onestop.cases.texts import is_plain
from onestop.directory.models import Office, User
from onestop.directory.refusals import NotAllowed, NotFound
from onestop.directory.rights import Right, has_right, right_used
from onestop.directory.selectors import office_ids_of

# Who tells citizens of a due date that has moved, and who sees to it.
SEES_MOVES = frozenset({Right.BOARD_VIEW, Right.CASE_RECEIVE})


def cases_of(actor: User) -> QuerySet[Case]:
    """Return the cases of the offices in which the account works."""
    return Case.objects.filter(office__in=office_ids_of(actor))


def offices_seen(actor: User) -> list[Office]:
    """Return the offices whose cases the account may see; `NotAllowed` when there are none."""
    seen = [one for one in actor.offices() if has_right(actor, Right.CASE_VIEW, office=one)]
    if not seen:
        raise NotAllowed(_("Tài khoản của bạn không có quyền xem hồ sơ."))
    return seen


def case_of(actor: User, code: str) -> Case:
    """Return the case, or raise `NotFound`: the same answer for another office's case."""
    return _one(cases_of(actor).select_related("office", "agency", "procedure"), code)


def case_locked(actor: User, code: str) -> Case:
    """Return the case with its row locked until the transaction ends, or raise `NotFound`."""
    rows = cases_of(actor).select_related("office", "agency", "procedure")
    return _one(rows.select_for_update(of=("self",)), code)


def cases_locked(actors: Iterable[User], codes: Iterable[str]) -> list[Case]:
    """Return those of the cases that an office of one of the accounts has, locked.

    They are locked in the order of their ids. Whose office has which case is to be asked still.
    """
    offices = {office_id for one in actors for office_id in office_ids_of(one)}
    plain = [one for one in codes if is_plain(one)]
    rows = Case.objects.filter(office__in=offices, code__in=plain).order_by("pk")
    loaded = rows.select_related("office", "agency", "procedure")
    return list(loaded.select_for_update(of=("self",)))


def apology_of(actor: User, apology_id: int) -> Apology:
    """Return the apology with its case, or raise `NotFound`, also for another office's."""
    found = Apology.objects.filter(pk=apology_id, case__office__in=office_ids_of(actor))
    apology = found.select_related("case__office", "case__agency", "case__procedure").first()
    if apology is None:
        raise NotFound(_("Không tìm thấy thư xin lỗi này."))
    return apology


def opinion_of(actor: User, opinion_id: int) -> Opinion:
    """Return the opinion with its case, or raise `NotFound`, also for another office's."""
    found = Opinion.objects.filter(pk=opinion_id, case__office__in=office_ids_of(actor))
    loaded = found.select_related("case__office", "case__agency", "case__procedure")
    opinion = loaded.first()
    if opinion is None:
        raise NotFound(_("Không tìm thấy yêu cầu lấy ý kiến này."))
    return opinion


def hand_over_of(actor: User, hand_over_id: int) -> HandOver:
    """Return the hand-over with its case, or raise `NotFound`, also for another office's."""
    found = HandOver.objects.filter(pk=hand_over_id, case__office__in=office_ids_of(actor))
    row = found.select_related("case").first()
    if row is None:
        raise NotFound(_("Không tìm thấy lần bàn giao này."))
    return row


def holds_any(actor: User, rights: Collection[Right], case: Case) -> bool:
    """Tell whether the account holds one of the rights for the case's office and agency."""
    return any(has_right(actor, one, office=case.office, agency=case.agency) for one in rights)


def ensure_any(actor: User, rights: Collection[Right], case: Case) -> None:
    """Raise `NotAllowed` unless the account holds one of the rights here; note for whom it acts."""
    if not right_used(actor, rights, office=case.office, agency=case.agency):
        sentence = _("Tài khoản của bạn không có quyền làm việc này. Hãy nhờ người có thẩm quyền.")
        raise NotAllowed(sentence)


def moves_offices(actor: User) -> list[Office]:
    """Return the offices of which the account may see whose due dates an edit moved."""
    return [
        one
        for one in actor.offices()
        if any(has_right(actor, right, office=one) for right in SEES_MOVES)
    ]


def ensure_moves_seen(actor: User, recomputation: Recomputation) -> list[Office]:
    """Return those of them that the edit was about; `NotFound` without any."""
    about = recomputation.office_id
    seen = [one for one in moves_offices(actor) if about in {None, one.pk}]
    if not seen:
        raise NotFound(_("Không tìm thấy lần tính lại hạn này."))
    return seen


def _one(rows: QuerySet[Case], code: str) -> Case:
    case = rows.filter(code=code).first() if is_plain(code) else None
    if case is None:
        raise NotFound(_("Không tìm thấy hồ sơ này."))
    return case
