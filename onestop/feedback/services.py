"""Giving a rating: once a visit, at the tablet of the visit's counter, soon after its end."""

import unicodedata
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from onestop.directory.models import Office, User
from onestop.directory.refusals import BadInput, NotAllowed, NotFound, StateForbids
from onestop.directory.rights import Right, ensure_right
from onestop.feedback.models import LONGEST_COMMENT, Rating, RatingComment
from queueing.models import Counter, DeviceCounter, QueueEvent, Ticket
from queueing.services.access import LARGEST_ID

# After its end a visit can be rated, and a rating commented on, for so long.
WINDOW = timedelta(minutes=10)
COMMENTS_AT_ONCE = 500


def rating_give(
    *, device: User, counter_id: int, ticket_id: int, score: int, now: datetime
) -> Rating:
    """Store what a citizen thinks of the visit that has just ended at the tablet's counter.

    Raises `NotAllowed` for who is not the counter's tablet, `BadInput` for a score that is none,
    `NotFound` for a visit of another counter, `StateForbids` for one that goes on, is long over or
    has its rating.
    """
    counter = _counter_of(device, counter_id)
    if score not in Rating.Score.values:
        raise BadInput.field("score", _("Chọn một trong năm mức hài lòng."))
    with transaction.atomic():
        ticket = _visit(counter, ticket_id)
        if ticket.state != Ticket.State.FINISHED:
            raise StateForbids(_("Lượt này chưa kết thúc nên chưa đánh giá được."))
        if ticket.ended_at is None or not now - WINDOW <= ticket.ended_at <= now + WINDOW:
            raise StateForbids(_("Lượt này đã kết thúc lâu rồi nên không đánh giá được nữa."))
        if Rating.objects.filter(ticket=ticket).exists():
            raise StateForbids(_("Lượt này đã được đánh giá. Cảm ơn ông/bà."))
        return Rating.objects.create(
            office=counter.office,
            ticket=ticket,
            counter=counter,
            service=ticket.service,
            officer_id=_officer_id(ticket),
            device=device,
            score=score,
            rated_at=now,
        )


def rating_comment(
    *, device: User, counter_id: int, ticket_id: int, text: str, now: datetime
) -> RatingComment:
    """Add a few words to the rating of the visit, once.

    Raises what `rating_give` raises, `BadInput` for a text that is empty or too long.
    """
    counter = _counter_of(device, counter_id)
    clean = comment_clean(text)
    with transaction.atomic():
        ticket = _visit(counter, ticket_id)
        rating = Rating.objects.filter(ticket=ticket, rated_at__gt=now - WINDOW).first()
        if rating is None:
            raise StateForbids(_("Chưa có đánh giá để thêm ý kiến, hoặc đã quá lâu."))
        if RatingComment.objects.filter(rating=rating).exists():
            raise StateForbids(_("Đã nhận ý kiến của lượt này. Cảm ơn ông/bà."))
        return RatingComment.objects.create(
            rating=rating, office=counter.office, text=clean, written_at=now
        )


def comment_clean(text: str) -> str:
    """Return a comment as it is stored: composed letters, single spaces; raises `BadInput`."""
    composed = unicodedata.normalize("NFC", text)
    seen = (one if one.isprintable() else " " for one in composed)
    clean = " ".join("".join(seen).split())
    if not clean:
        raise BadInput.field("text", _("Ông/bà chưa viết gì. Nếu không có ý kiến, xin bỏ qua."))
    if len(clean) > LONGEST_COMMENT:
        sentence = _("Ý kiến dài quá %(longest)d chữ. Xin ông/bà viết ngắn hơn.")
        raise BadInput.field("text", sentence % {"longest": LONGEST_COMMENT})
    return clean


def comments_clear(*, office: Office, before: datetime, at_once: int = COMMENTS_AT_ONCE) -> int:
    """Remove at most `at_once` comments from before `before`; ratings stay. Return how many."""
    old = RatingComment.objects.filter(office=office, written_at__lt=before)
    ids = list(old.order_by("written_at").values_list("pk", flat=True)[:at_once])
    return RatingComment.objects.filter(pk__in=ids).delete()[0]


def tablet_stands_at(device: User, counter_id: int) -> bool:
    """Tell whether the device is a tablet of this counter."""
    return DeviceCounter.objects.filter(account=device, counter=counter_id).exists()


def _counter_of(device: User, counter_id: int) -> Counter:
    found = Counter.objects.select_related("office").filter(pk=min(counter_id, LARGEST_ID)).first()
    if found is None or found.office not in device.offices():
        raise NotFound(_("Không tìm thấy quầy này."))
    ensure_right(device, Right.RATING_GIVE, office=found.office)
    if not tablet_stands_at(device, found.pk):
        raise NotAllowed(_("Máy đánh giá này đặt ở quầy khác. Hãy báo người quản trị."))
    return found


def _visit(counter: Counter, ticket_id: int) -> Ticket:
    """Return the visit, its row locked, so that two touches make one rating."""
    tickets = Ticket.objects.select_for_update(of=("self",)).select_related("service")
    ticket = tickets.filter(pk=min(ticket_id, LARGEST_ID), counter=counter).first()
    if ticket is None:
        raise NotFound(_("Lượt này không phải của quầy này."))
    return ticket


def _officer_id(ticket: Ticket) -> int | None:
    """Return who ended the visit."""
    ends = QueueEvent.objects.filter(ticket=ticket, kind=QueueEvent.Kind.TICKET_FINISHED)
    return ends.order_by("-seq").values_list("actor_id", flat=True).first()
