"""What is stored of a case: the dossier itself, its clock, steps, papers, apologies and history."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onestop.cases.lifecycle import ApologyLifecycle, CaseLifecycle
from onestop.cases.scans.kinds import ScanKind
from onestop.catalogue.models import Procedure
from onestop.directory.keys import EncryptedTextField
from onestop.directory.models import Agency, Office, User
from onestop.directory.rights import Role


class Case(CaseLifecycle):
    """Hồ sơ: one application. Its state and the times of its life stand in `lifecycle`."""

    class Channel(models.TextChoices):
        """Kênh nộp: how the dossier came in (Decree 118/2025 Art. 15)."""

        COUNTER = "counter", _("trực tiếp")
        POST = "post", _("bưu chính")
        ONLINE = "online", _("trực tuyến")

    class ReturnMethod(models.TextChoices):
        """Where the citizen wants the result."""

        COUNTER = "counter", _("tại quầy")
        POST = "post", _("qua bưu chính")
        ONLINE = "online", _("trực tuyến")

    code = models.CharField(_("mã hồ sơ"), max_length=60, unique=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="cases")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="cases")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="cases")
    channel = models.CharField(max_length=7, choices=Channel.choices, default=Channel.COUNTER)
    copies = models.PositiveSmallIntegerField(_("số bộ"), default=1)
    return_method = models.CharField(
        max_length=7, choices=ReturnMethod.choices, default=ReturnMethod.COUNTER
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    original_due_at = models.DateTimeField(_("hạn đầu tiên"), null=True, blank=True)
    due_at = models.DateTimeField(_("hạn trả"), null=True, blank=True)
    # Since when nothing personal of the applicant is held (`services.retention`).
    anonymised_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Open cases by due date have a partial index: late ones are found at once.

        So have ended ones by their end, for the share that ended in time this month.
        """

        indexes: ClassVar = [
            models.Index(
                fields=["office", "due_at"],
                condition=Q(closed_at__isnull=True),
                name="case_open_due",
            ),
            models.Index(
                fields=["office", "closed_at"],
                condition=Q(closed_at__isnull=False),
                name="case_ended",
            ),
            models.Index(
                fields=["office", "closed_at"],
                condition=Q(closed_at__isnull=False, anonymised_at__isnull=True),
                name="case_to_anonymise",
            ),
            models.Index(fields=["office", "-id"], name="case_latest"),
            models.Index(fields=["office", "state", "-id"], name="case_of_state"),
        ]
        verbose_name = _("hồ sơ")
        verbose_name_plural = _("hồ sơ")

    def __str__(self) -> str:
        return self.code


class CaseNumber(models.Model):
    """The last case number of an agency on a date of reception; locked while incremented."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE)
    day = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        """One row an agency and date."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "day"], name="case_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.day} {self.last}"


class Applicant(models.Model):
    """The citizen or organisation whose case it is: all personal data of a case in one table."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="applicant")
    name = models.CharField(_("họ và tên"), max_length=200)
    # Sealed; found by the digests beside them, which `persons.person_fields` makes.
    identity = EncryptedTextField(_("số căn cước"), blank=True)
    phone = EncryptedTextField(_("số điện thoại"), blank=True)
    identity_digest = models.CharField(max_length=64, blank=True, db_index=True)
    phone_digest = models.CharField(max_length=64, blank=True, db_index=True)
    # The id of the key with which all four were written.
    key = models.CharField(max_length=8, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True)

    class Meta:
        """Names for people."""

        verbose_name = _("người nộp hồ sơ")
        verbose_name_plural = _("người nộp hồ sơ")

    def __str__(self) -> str:
        return f"applicant {self.pk}"


class CasePaper(models.Model):
    """A paper that was handed in, as it stands on the receipt."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="papers")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("tên giấy tờ"), max_length=300)
    original = models.BooleanField(_("bản chính"), default=False)
    quantity = models.PositiveSmallIntegerField(_("số lượng"), default=1)

    class Meta:
        """Papers are read in their order."""

        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.name


class CaseScan(models.Model):
    """A scan of a paper: what is known of the file; its bytes lie in the data folder.

    Nothing of the name that it came with is kept. The latest scan of a paper counts.
    """

    paper = models.ForeignKey(CasePaper, on_delete=models.CASCADE, related_name="scans")
    stored = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=3, choices=ScanKind.choices)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        """Scans are read in the order in which they came."""

        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.kind}"


class ClockEntry(models.Model):
    """A line of the ledger from which the due date is derived.

    The budget stands with `start` (value and unit of the procedure on that day); `pause` and
    `resume` or `restart` follow one another; `reschedule` is the apology's new date.
    """

    class Kind(models.TextChoices):
        """What the clock did."""

        START = "start", _("bắt đầu tính")
        PAUSE = "pause", _("tạm dừng")
        RESUME = "resume", _("tính tiếp")
        RESTART = "restart", _("tính lại từ đầu")
        RESCHEDULE = "reschedule", _("hẹn lại")
        STOP = "stop", _("kết thúc")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clock_entries")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField()
    value = models.PositiveSmallIntegerField(null=True)
    unit = models.CharField(max_length=12, choices=Procedure.Unit.choices, blank=True)
    new_due_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    actor = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        """The ledger is read in the order in which it was written."""

        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"


class CaseStep(models.Model):
    """Bước xử lý: a step of this case: who holds it, since when, and how long it may take."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20, choices=Role.choices)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="held_steps"
    )
    share = models.PositiveSmallIntegerField(default=0)
    is_default = models.BooleanField(default=False)
    started_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One step runs at a time; running and late ones have an index, for lists and board."""

        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "position"], name="case_step_once"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(started_at__isnull=False, finished_at__isnull=True),
                name="case_one_running_step",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["agency", "role"],
                condition=Q(started_at__isnull=False, finished_at__isnull=True),
                name="case_step_running",
            ),
            models.Index(
                fields=["finished_at"],
                condition=Q(finished_at__gt=models.F("due_at")),
                name="case_step_late",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_running(self) -> bool:
        """Tell whether the step has begun and is not finished."""
        return self.started_at is not None and self.finished_at is None


class Apology(ApologyLifecycle):
    """Văn bản xin lỗi: an obligation with its own record (Decree 118/2025 Art. 19(6)).

    One new date a case: the first apology may carry `new_due_at`, a further one carries none.
    The due date moves when the letter is sent. Its state stands in `lifecycle`.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="apologies")
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
        """One live new date a case, whatever two people do at once."""

        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(new_due_at__isnull=False) & ~Q(state__in=["cancelled", "returned"]),
                name="apology_one_new_date",
            ),
        ]
        verbose_name = _("thư xin lỗi")
        verbose_name_plural = _("thư xin lỗi")

    def __str__(self) -> str:
        return f"{self.case_id} {self.state}"


class CaseEvent(models.Model):
    """Something that happened to a case: append-only; its history and its statistics.

    `data` names ids and facts, never anything personal.
    """

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    actor = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, blank=True)
    national_status = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    apology = models.ForeignKey(Apology, on_delete=models.PROTECT, null=True, related_name="+")
    data = models.JSONField(default=dict)

    class Meta:
        """History is read in the order in which it was written."""

        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["case", "id"], name="case_event_history")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"
