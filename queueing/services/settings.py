"""The settings of an office's queue, changed by its administrator."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime

from django.utils.translation import gettext as _

from onestop.directory.audit import audit_record
from onestop.directory.models import Office, User
from onestop.directory.refusals import BadInput, StateForbids
from onestop.directory.rights import Right, ensure_right
from queueing.dispatch import Rules
from queueing.models import Queue
from queueing.services.access import ensure_works_here
from queueing.services.events import locked_queue

# The most that each setting may be: turns, minutes, seconds.
MOST = {
    "priority_turns": 20,
    "longest_wait": 480,
    "appointment_early": 60,
    "appointment_late": 120,
    "recall_pause": 60,
    "grace": 240,
}


@dataclass(frozen=True)
class QueueSettings:
    """What an office sets for its queue; each field is that of `Queue`."""

    priority_turns: int
    longest_wait: int
    appointment_early: int
    appointment_late: int
    recall_pause: int
    grace: int

    @classmethod
    def of(cls, queue: Queue) -> "QueueSettings":
        """Return the settings as they are stored."""
        return cls(**{one.name: getattr(queue, one.name) for one in fields(cls)})

    @property
    def mark(self) -> str:
        """Return what differs as soon as one of them does."""
        return "-".join(str(value) for value in asdict(self).values())

    @property
    def rules(self) -> Rules:
        """Return them as the dispatch rule reads them."""
        return Rules(
            self.priority_turns,
            self.longest_wait,
            appointment_early=self.appointment_early,
            appointment_late=self.appointment_late,
        )


def queue_configure(
    *, office: Office, wanted: QueueSettings, seen: str, actor: User, now: datetime
) -> QueueSettings:
    """Store the settings; `seen` is the mark of those that the administrator started from.

    Raises `NotAllowed` without the right, `BadInput` by field for what is out of bounds, and
    `StateForbids` when somebody else has changed them meanwhile.
    """
    ensure_works_here(actor, office, _("Không tìm thấy bộ phận một cửa này."))
    ensure_right(actor, Right.OFFICE_MANAGE, office=office)
    _ensure_bounds(wanted)
    with locked_queue(office, actor=actor, now=now) as queue:
        before = QueueSettings.of(queue.row)
        if before.mark != seen:
            raise StateForbids(
                _("Người khác vừa đổi các cài đặt này. Hãy xem lại rồi lưu lần nữa.")
            )
        changed = {
            name: value for name, value in asdict(wanted).items() if asdict(before)[name] != value
        }
        if changed:
            Queue.objects.filter(pk=queue.row.pk).update(**changed)
            audit_record(
                action="queue.configured",
                subject=f"office:{office.pk}",
                actor=actor,
                now=now,
                office_id=office.pk,
                before={name: asdict(before)[name] for name in changed},
                after=changed,
            )
    return wanted


def _ensure_bounds(wanted: QueueSettings) -> None:
    for name, value in asdict(wanted).items():
        if not 0 <= value <= MOST[name]:
            raise BadInput.field(name, _("Phải từ 0 đến %(most)d.") % {"most": MOST[name]})
