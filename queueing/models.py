"""What is stored of the queue: services, counters, number series, tickets and events."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onestop.cases.models import Case
from onestop.catalogue.models import Procedure
from onestop.directory.models import Office, User
from queueing.numbering import number_text


class Service(models.Model):
    """A queue service: a group of procedures under the everyday words that the kiosk shows.

    Services with the same `letter` share one series of numbers.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="services")
    code = models.SlugField(_("mã"), max_length=40)
    name = models.CharField(_("tên"), max_length=100)
    words = models.CharField(_("lời thường ngày"), max_length=200, blank=True)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=100, blank=True)
    letter = models.CharField(_("chữ của dãy số"), max_length=2)
    start = models.PositiveIntegerField(_("số bắt đầu"), default=1)
    width = models.PositiveSmallIntegerField(_("số chữ số"), default=3)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    active = models.BooleanField(_("đang mở"), default=True)
    # How many numbers a day; None: no limit.
    capacity = models.PositiveIntegerField(_("số lượt một ngày"), null=True, blank=True)
    # What to do instead, told at the kiosk while the service is closed or full.
    message = models.CharField(_("lời nhắn khi đóng hoặc hết lượt"), max_length=200, blank=True)
    returns_results = models.BooleanField(_("trả kết quả"), default=False)
    procedures = models.ManyToManyField(Procedure, blank=True, related_name="services")

    class Meta:
        """One code an office; shown in the office's order."""

        ordering: ClassVar = ["position", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "code"], name="service_code_once"),
        ]
        verbose_name = _("dịch vụ")
        verbose_name_plural = _("dịch vụ")

    def __str__(self) -> str:
        return self.name

    @property
    def first_number(self) -> str:
        """Return the number with which the service's day begins."""
        return number_text(self.letter, self.start, self.width)


class PriorityClass(models.Model):
    """Đối tượng ưu tiên: people who are called before others; a list that the office sets."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="priority_classes")
    code = models.SlugField(_("mã"), max_length=40)
    name = models.CharField(_("tên"), max_length=100)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=100, blank=True)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    active = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        """One code an office; shown in the office's order."""

        ordering: ClassVar = ["position", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "code"], name="priority_code_once"),
        ]
        verbose_name = _("đối tượng ưu tiên")
        verbose_name_plural = _("đối tượng ưu tiên")

    def __str__(self) -> str:
        return self.name


class Queue(models.Model):
    """An office's queue: the row that is locked while a ticket is issued or called.

    `seq` is the sequence of the last event: gap-free, in the order of commits, because whoever
    adds an event holds this row's lock until the commit. The other columns are the settings of
    the dispatch rule.
    """

    office = models.OneToOneField(Office, on_delete=models.CASCADE, related_name="queue")
    seq = models.BigIntegerField(default=0)
    # When the last event happened: requests that waited for one another keep their order.
    last_event_at = models.DateTimeField(null=True, blank=True)
    priority_turns = models.PositiveSmallIntegerField(
        _("lượt ưu tiên cho một lượt thường"), default=2
    )
    longest_wait = models.PositiveSmallIntegerField(_("chờ lâu nhất, phút"), default=45)
    # How often the queue's settings were changed: whoever changes them names what was seen.
    settings_version = models.PositiveIntegerField(default=0)
    # From when until when an appointment goes before others, around its time.
    appointment_early = models.PositiveSmallIntegerField(_("hẹn: sớm nhất, phút"), default=10)
    appointment_late = models.PositiveSmallIntegerField(_("hẹn: muộn nhất, phút"), default=15)
    # A number on the screens stays there for a while before it is announced again.
    recall_pause = models.PositiveSmallIntegerField(_("giữa hai lần gọi lại, giây"), default=5)
    # Who missed the call and comes back within these minutes keeps the place in the line.
    grace = models.PositiveSmallIntegerField(_("vắng mặt giữ chỗ, phút"), default=15)
    # Tickets called before older ones, by class or appointment, since the last ordinary turn.
    priority_streak = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """Names for people."""

        verbose_name = _("hàng chờ")
        verbose_name_plural = _("hàng chờ")

    def __str__(self) -> str:
        return f"{self.office} #{self.seq}"


class OpeningHours(models.Model):
    """Giờ lấy số: when tickets are given on a weekday; an office without any gives them always.

    The hours in which deadlines are counted are another table: see `onestop.catalogue`.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(_("thứ"))  # Monday is 0
    opens = models.TimeField(_("từ"))
    closes = models.TimeField(_("đến"))

    class Meta:
        """Hours are read in order and end after they begin."""

        ordering: ClassVar = ["weekday", "opens"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closes__gt=models.F("opens")), name="opening_hours_positive"
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="opening_hours_weekday"),
            models.UniqueConstraint(
                fields=["office", "weekday", "opens"], name="opening_hours_once"
            ),
        ]
        verbose_name = _("giờ lấy số")
        verbose_name_plural = _("giờ lấy số")

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}–{self.closes}"


class NumberSeries(models.Model):
    """The last number given in a series on a local date; locked while it is incremented."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE)
    letter = models.CharField(max_length=2)
    day = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        """One row an office, series and local date."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "letter", "day"], name="number_series_once"),
        ]

    def __str__(self) -> str:
        return f"{self.letter} {self.day} {self.last}"


class Counter(models.Model):
    """Quầy: where a ticket is called to."""

    class State(models.TextChoices):
        """Whether the counter calls."""

        CLOSED = "closed", _("đóng")
        OPEN = "open", _("đang mở")
        PAUSED = "paused", _("tạm dừng")

    class Side(models.TextChoices):
        """Where the counter is, seen from the lobby screen: the way its arrow points."""

        NONE = "", _("không chỉ hướng")
        LEFT = "left", _("bên trái")
        RIGHT = "right", _("bên phải")
        AHEAD = "ahead", _("phía trước")

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="counters")
    name = models.CharField(_("tên"), max_length=60)
    position = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    services = models.ManyToManyField(
        Service, through="CounterService", blank=True, related_name="counters"
    )
    staff = models.ManyToManyField(User, blank=True, related_name="counters")
    side = models.CharField(_("hướng"), max_length=5, choices=Side.choices, blank=True, default="")
    state = models.CharField(
        _("trạng thái"), max_length=6, choices=State.choices, default=State.CLOSED
    )
    pause_reason = models.CharField(_("lý do tạm dừng"), max_length=200, blank=True)
    officer = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="open_counters"
    )

    class Meta:
        """One name an office; nobody sits at two counters; shown in the office's order."""

        ordering: ClassVar = ["position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "name"], name="counter_name_once"),
            models.UniqueConstraint(fields=["officer"], name="officer_at_one_counter"),
        ]
        verbose_name = _("quầy")
        verbose_name_plural = _("quầy")

    def __str__(self) -> str:
        return self.name


class CounterService(models.Model):
    """A service that a counter takes: where it stands there, and whether the counter only helps."""

    counter = models.ForeignKey(Counter, on_delete=models.CASCADE)
    service = models.ForeignKey(Service, on_delete=models.CASCADE)
    # The smaller, the sooner; services with the same rank are one line.
    rank = models.PositiveSmallIntegerField(_("thứ tự ở quầy"), default=1)
    # Called here only when nobody waits for the counter's own services.
    helps = models.BooleanField(_("chỉ hỗ trợ"), default=False)

    class Meta:
        """Each service once a counter; the table is that of a plain many-to-many field."""

        db_table = "queueing_counter_services"
        unique_together: ClassVar = [("counter", "service")]

    def __str__(self) -> str:
        return f"{self.counter_id} {self.service_id} {self.rank}"


class Ticket(models.Model):
    """Số thứ tự: a citizen's turn in the queue on one local date.

    `counter` is where the ticket is called or served, or was last; a waiting ticket has none.
    """

    class State(models.TextChoices):
        """Where the turn stands. What it means, and who moves it on.

        `tickets_expire` ends what is unfinished when its date is over.
        """

        # In the waiting list; a counter that calls moves it on.
        WAITING = "waiting", _("đang chờ")
        # The number is on the screens; the officer starts, or notes that nobody came.
        CALLED = "called", _("đã gọi")
        # The citizen is at the counter; the officer finishes, holds or transfers.
        SERVING = "serving", _("đang phục vụ")
        # Put aside by the officer, for a copy or a paper; comes back to its old place.
        HELD = "held", _("tạm giữ")
        # Called and nobody came; comes back when the citizen stands there.
        NO_SHOW = "no_show", _("vắng mặt")
        # Served. Final.
        FINISHED = "finished", _("đã xong")
        # The citizen does not want the turn any more. Final.
        CANCELLED = "cancelled", _("đã hủy")
        # Its date went by. Final.
        EXPIRED = "expired", _("hết hiệu lực")

    class Outcome(models.TextChoices):
        """What was done in the turn."""

        RECEIVED = "received", _("tiếp nhận hồ sơ")
        RETURNED = "returned", _("trả kết quả")
        ADVISED = "advised", _("hướng dẫn")
        OTHER = "other", _("việc khác")

    ACTIVE: ClassVar = (State.CALLED, State.SERVING)
    ASIDE: ClassVar = (State.HELD, State.NO_SHOW)
    UNFINISHED: ClassVar = (State.WAITING, *ACTIVE, *ASIDE)

    # No index of its own: others begin with the office.
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="tickets", db_index=False
    )
    service = models.ForeignKey(
        Service,
        on_delete=models.PROTECT,
        related_name="tickets",
        db_index=False,  # "ticket_of_service" begins with it
    )
    priority = models.ForeignKey(PriorityClass, on_delete=models.PROTECT, null=True, blank=True)
    day = models.DateField()
    letter = models.CharField(max_length=2)
    sequence = models.PositiveIntegerField()
    number = models.CharField(_("số"), max_length=12)
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    case = models.ForeignKey(
        Case, on_delete=models.SET_NULL, null=True, blank=True, related_name="tickets"
    )
    counter = models.ForeignKey(
        Counter,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tickets",
        db_index=False,  # "ticket_of_counter" begins with it
    )
    # Only this counter is given the ticket: where it was transferred to.
    wanted_counter = models.ForeignKey(
        Counter,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="expected_tickets",
        db_index=False,  # looked for among waiting tickets only
    )
    # The counter that held the ticket: it calls it before everybody else once it is resumed.
    owed_counter = models.ForeignKey(
        Counter,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owed_tickets",
        db_index=False,  # "ticket_owed" begins with it
    )
    # When the citizen has an appointment; None for who came without one.
    appointment_at = models.DateTimeField(_("hẹn lúc"), null=True, blank=True)
    issued_at = models.DateTimeField()
    # Since when the ticket has its place among those who wait: the time of issue, kept by
    # a transfer and by coming back from hold or from a missed call.
    waiting_since = models.DateTimeField()
    called_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    call_reason = models.CharField(_("vì sao gọi số này"), max_length=300, blank=True)
    outcome = models.CharField(
        _("đã làm gì"), max_length=8, choices=Outcome.choices, blank=True, default=""
    )

    class Meta:
        """No number twice; one active ticket a counter; the waiting list has an index."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["office", "letter", "day", "sequence"], name="ticket_number_once"
            ),
            models.UniqueConstraint(
                fields=["counter"],
                condition=Q(state__in=["called", "serving"]),
                name="counter_one_active_ticket",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["called", "serving"]) | Q(counter__isnull=False),
                name="active_ticket_has_counter",
            ),
        ]
        indexes: ClassVar = [
            # No conditions on these two: SQLite does not match a condition `state IN (…)` with
            # the parameters of a query, and would read all of history instead.
            models.Index(
                fields=["office", "state", "day", "waiting_since", "id"], name="ticket_of_state"
            ),
            models.Index(fields=["counter", "state"], name="ticket_of_counter"),
            models.Index(fields=["service", "day"], name="ticket_of_service"),
            models.Index(
                fields=["owed_counter"],
                condition=Q(owed_counter__isnull=False),
                name="ticket_owed",
            ),
            models.Index(
                fields=["office", "day", "appointment_at"],
                condition=Q(appointment_at__isnull=False),
                name="ticket_appointed",
            ),
            models.Index(
                fields=["service", "-ended_at"],
                condition=Q(state="finished"),
                name="ticket_service_time",
            ),
        ]
        verbose_name = _("số thứ tự")
        verbose_name_plural = _("số thứ tự")

    def __str__(self) -> str:
        return self.number


class QueueEvent(models.Model):
    """Something that happened in an office's queue: append-only, numbered without gaps.

    The source of the screens' feed, of every statistic and of what is printed for a ticket.
    `number` is the ticket's number at that moment; `data` holds facts of the event, never
    anything personal.
    """

    class Kind(models.TextChoices):
        """What happened; the names are part of the contract with screens."""

        TICKET_ISSUED = "ticket.issued"
        TICKET_CALLED = "ticket.called"
        TICKET_RECALLED = "ticket.recalled"
        TICKET_SERVING = "ticket.serving"
        TICKET_HELD = "ticket.held"
        TICKET_NO_SHOW = "ticket.no_show"
        TICKET_RESUMED = "ticket.resumed"
        TICKET_FINISHED = "ticket.finished"
        TICKET_CANCELLED = "ticket.cancelled"
        TICKET_EXPIRED = "ticket.expired"
        TICKET_TRANSFERRED = "ticket.transferred"
        # The visit goes on with another matter, under the same number and at the same counter.
        TICKET_FURTHER = "ticket.further"
        # What was noted last (`data.undone`: its kind) was a mistake and is taken back.
        TICKET_RESTORED = "ticket.restored"
        COUNTER_OPENED = "counter.opened"
        COUNTER_PAUSED = "counter.paused"
        COUNTER_CLOSED = "counter.closed"
        # A colleague goes on at the counter, with the ticket that is there.
        COUNTER_HANDED_OVER = "counter.handed_over"

    office = models.ForeignKey(
        Office, on_delete=models.CASCADE, related_name="queue_events", db_index=False
    )
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    at = models.DateTimeField()
    ticket = models.ForeignKey(
        Ticket, on_delete=models.CASCADE, null=True, blank=True, related_name="events"
    )
    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, null=True, blank=True)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True)
    actor = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True)
    number = models.CharField(max_length=12, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        """One event a sequence; read by office in order."""

        ordering: ClassVar = ["office_id", "seq"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "seq"], name="queue_event_seq_once"),
        ]
        verbose_name = _("sự kiện hàng chờ")
        verbose_name_plural = _("sự kiện hàng chờ")

    def __str__(self) -> str:
        return f"{self.seq} {self.kind} {self.number}"


class SubmittedForm(models.Model):
    """A form of the kiosk or the desk that has taken effect, by its one-time key.

    Sent again, by a double touch or a repeated request, it gives the same ticket or case and does
    nothing. The row is written in the transaction of what the form made. With `case`, it also
    tells which dossiers were received in the visit of the ticket.
    """

    key = models.CharField(max_length=22, unique=True)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="forms")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="+")
    submitted_at = models.DateTimeField()

    class Meta:
        """Names for people."""

        verbose_name = _("mẫu đã gửi")
        verbose_name_plural = _("mẫu đã gửi")

    def __str__(self) -> str:
        return self.key
