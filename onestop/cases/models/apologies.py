"""The apologies of a case: that one is owed, the letter itself, its number, how it arrived."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onestop.cases.lifecycle import ApologyLifecycle
from onestop.cases.models.case import Case
from onestop.cases.models.steps import CaseStep
from onestop.directory.models import Agency, Office, User


class Apology(ApologyLifecycle):
    """Văn bản xin lỗi: the letter for a date that is not kept (Decree 118/2025 Art. 19(6)).

    One new date a case: the first apology may carry `new_due_at`, a further one carries none.
    The due date moves when the letter is sent. Its state stands in `lifecycle`.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="apologies")
    # The case's when the letter was drafted: who received the dossier, and whose letter it is.
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    # Số: given when the letter is signed, from 1 on 1 January (Decree 30/2020 Art. 15).
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    number_year = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=500)
    # The date that is not kept: as it was when the letter was drafted, and again when it was sent.
    due_at_before = models.DateTimeField()
    new_due_at = models.DateTimeField(null=True, blank=True)
    return_reason = models.CharField(max_length=500, blank=True)
    drafted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One live new date a case, one letter a number, whatever two people do at once."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(new_due_at__isnull=False) & ~Q(state__in=["cancelled", "returned"]),
                name="apology_one_new_date",
            ),
            models.UniqueConstraint(
                fields=["agency", "number_year", "number"],
                condition=Q(number__isnull=False),
                name="apology_number_used_once",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["office", "-sent_at", "-id"],
                condition=Q(sent_at__isnull=False),
                name="apology_sent",
            ),
        ]
        verbose_name = _("thư xin lỗi")
        verbose_name_plural = _("thư xin lỗi")

    def __str__(self) -> str:
        return f"{self.case_id} {self.state}"

    @property
    def number_written(self) -> str:
        """Return the number as it stands on paper, «07»; "" before it is given."""
        return f"{self.number:02}" if self.number else ""


class ApologyNumber(models.Model):
    """The last number of an agency's letters in a year; locked while incremented."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        """One row an agency and year."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "year"], name="apology_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.year} {self.last}"


class ApologyAttempt(models.Model):
    """One try at telling the citizen: by what channel, whether it reached them, who tried when.

    Art. 19(6) names e-mail, SMS, telephone and approved social networks; letters are also handed
    over or sent by post.
    """

    class Channel(models.TextChoices):
        """By what the citizen was told."""

        EMAIL = "email", _("thư điện tử")
        SMS = "sms", _("tin nhắn SMS")
        PHONE = "phone", _("điện thoại")
        SOCIAL = "social", _("mạng xã hội được phép")
        IN_PERSON = "in_person", _("trao tận tay")
        POST = "post", _("bưu chính")

    apology = models.ForeignKey(Apology, on_delete=models.CASCADE, related_name="attempts")
    channel = models.CharField(max_length=9, choices=Channel.choices)
    reached = models.BooleanField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Attempts are read in the order in which they were made."""

        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.apology_id} {self.channel} {self.reached}"


class ApologyReason(models.Model):
    """A reason that an office's clerks may choose; an office without any has the default ones."""

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="apology_reasons")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=150)

    class Meta:
        """Reasons are read in their order."""

        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "text"], name="apology_reason_once"),
        ]

    def __str__(self) -> str:
        return self.text


class ApologyObligation(models.Model):
    """That a letter is owed for a due date that will hardly be kept, or was not.

    Opened by the clock for every running case, a working day before the letter is owed; what a
    case owes is facts with their times, never a guess: `warned_at`, `owed_at` (a calendar day
    before it must be out), `missed_at` (`send_by`, when nothing had been sent by then). It closes
    with its outcome. A miss stays recorded whatever comes after it.

    `step`, `agency` and `holder` follow the case until the moment is missed; from then on they
    tell at whose step that was.
    """

    class Outcome(models.TextChoices):
        """Why nothing is owed any more."""

        SENT = "sent", _("đã gửi thư")
        IN_TIME = "in_time", _("hồ sơ xong trong hạn, không cần thư")
        LATE = "late", _("hồ sơ xong trễ, không có thư")
        PAUSED = "paused", _("hồ sơ tạm dừng, chờ người nộp")
        MOVED = "moved", _("hạn trả đã đổi")

    class Stage(models.TextChoices):
        """Where an open one stands."""

        WARNED = "warned", _("sắp phải gửi")
        OWED = "owed", _("phải gửi")
        MISSED = "missed", _("quá hạn gửi")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="apology_obligations")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    step = models.ForeignKey(CaseStep, on_delete=models.SET_NULL, null=True, related_name="+")
    holder = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    # The date that will not be kept, and until when the letter must be out.
    due_at = models.DateTimeField()
    send_by = models.DateTimeField()
    warned_at = models.DateTimeField()
    owed_at = models.DateTimeField(null=True, blank=True)
    missed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    # The letter by which it was met.
    apology = models.ForeignKey(Apology, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        """One open one a case; what waits for the clock, and each list, has a partial index."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(closed_at__isnull=True), name="obligation_open_once"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["office", "send_by", "id"],
                condition=Q(closed_at__isnull=True),
                name="obligation_open",
            ),
            models.Index(
                fields=["send_by"],
                condition=Q(closed_at__isnull=True, owed_at__isnull=True),
                name="obligation_to_owe",
            ),
            models.Index(
                fields=["send_by"],
                condition=Q(closed_at__isnull=True, missed_at__isnull=True),
                name="obligation_to_miss",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.due_at}"

    @property
    def stage(self) -> Stage:
        """Return where it stands, or stood when it was closed."""
        if self.missed_at:
            return self.Stage.MISSED
        return self.Stage.OWED if self.owed_at else self.Stage.WARNED
