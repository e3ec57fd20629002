"""What people queue for: services, priority classes, the office's rule, hours and numbers."""

from collections.abc import Sequence
from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from onestop.catalogue.models import Procedure
from onestop.catalogue.models.calendar import WeekHours, hours_constraints
from onestop.directory.models import Office
from queueing.numbering import number_text

# How many people one slot takes at most.
MOST_PLACES = 100
# How long a slot for appointments may be, in minutes; each divides the hour.
SLOTS: Sequence[tuple[int, str]] = [(minutes, str(minutes)) for minutes in (10, 15, 20, 30, 60)]


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
    # How many people one slot takes by appointment; 0: the service takes no appointments.
    slot_places = models.PositiveSmallIntegerField(
        _("số lượt hẹn mỗi khung giờ"), default=0, validators=[MaxValueValidator(MOST_PLACES)]
    )
    slot_minutes = models.PositiveSmallIntegerField(
        _("khung giờ hẹn, phút"), choices=SLOTS, default=30
    )
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


class OpeningHours(WeekHours):
    """Giờ lấy số: when tickets are given on a weekday; an office without any gives them always.

    The hours in which deadlines are counted are another table: see `onestop.catalogue`.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="opening_hours")

    class Meta(WeekHours.Meta):
        """Names for people."""

        constraints: ClassVar = hours_constraints("opening")
        verbose_name = _("giờ lấy số")
        verbose_name_plural = _("giờ lấy số")


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
