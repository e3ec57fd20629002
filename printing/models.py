"""What is stored of printers and of each slip that is to come out of one."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onestop.directory.models import Office, User
from printing.devices.addresses import PREVIEW


class Role(models.TextChoices):
    """What a printer prints."""

    TICKET = "ticket", _("số thứ tự")
    SLIP = "slip", _("giấy tiếp nhận và phiếu")
    LETTER = "letter", _("thư xin lỗi")


class Printer(models.Model):
    """An ESC/POS printer of an office, or a `preview:` that only draws what would come out.

    `url`: `escpos+tcp://HOST:PORT`, `escpos+usb://VID:PID`, `escpos+serial://DEVICE`,
    `escpos+file://PATH` or `preview:`. `text`: `raster`, or the code page that the printer is
    known to print Vietnamese with. `width_dots`: 576 on 80 mm paper, 384 on 58 mm, at 203 dpi.

    `spare` prints instead while this one cannot. A printer with a `station` hangs on another PC,
    whose print station fetches its slips; without one, this product's own processes send them.
    `last_error` and `warning` are sentences for staff, "" while there is nothing to say.
    """

    class Profile(models.TextChoices):
        """What may be expected of a printer."""

        # It is asked how it is, and must show in some way that it has read a slip to the end.
        USUAL = "usual", _("thông thường")
        # It never says anything and keeps its connections open: what it took counts as printed.
        SILENT = "silent", _("không báo gì (coi như đã in khi đã nhận)")

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="printers")
    name = models.CharField(_("tên"), max_length=60)
    url = models.CharField(_("địa chỉ"), max_length=300)
    width_dots = models.PositiveSmallIntegerField(_("khổ in, điểm"), default=576)
    text = models.CharField(_("cách in chữ"), max_length=20, default="raster")
    # It draws QR codes by itself, as was seen on its sheet of letters.
    native_codes = models.BooleanField(_("tự vẽ mã QR"), default=False)
    profile = models.CharField(
        _("loại máy"), max_length=10, choices=Profile.choices, default=Profile.USUAL
    )
    spare = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("máy dự phòng"),
    )
    station = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="printers",
        verbose_name=_("trạm in"),
    )
    active = models.BooleanField(_("đang dùng"), default=True)
    # Learned: it answers questions (DLE EOT); it says when a slip is through (GS r; None: not yet
    # known). Forgotten when the printer is changed or tested.
    answers = models.BooleanField(default=False)
    confirms = models.BooleanField(null=True, default=None)
    warning = models.CharField(max_length=300, blank=True)
    # When somebody last set out to ask how it is, and when its station was last heard of.
    looked_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField()
    last_ok_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(_("lỗi gần nhất"), max_length=300, blank=True)
    last_error_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """One name an office."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "name"], name="printer_name_once"),
        ]
        verbose_name = _("máy in")
        verbose_name_plural = _("máy in")

    def __str__(self) -> str:
        return self.name

    @property
    def is_preview(self) -> bool:
        """Tell whether nothing comes out of it: it is there to be looked at."""
        return self.url == PREVIEW


class PrinterRole(models.Model):
    """A role that was given to a printer.

    Of those that were given a role, the active real printer that was given it last holds it; a
    `preview:` serves what no real printer holds (`selectors.role_holders`).
    """

    printer = models.ForeignKey(Printer, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(_("việc"), max_length=6, choices=Role.choices)
    given_at = models.DateTimeField()

    class Meta:
        """Once a printer and role; read in the order in which they were given."""

        ordering: ClassVar = ["given_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["printer", "role"], name="printer_role_once"),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.printer}"


class PrintRule(models.Model):
    """What comes out with an event in an office: on which printer, how many times.

    Without a rule a document comes out once, where its role is printed (`rules.DOCUMENTS`).
    `copies` 0: not at all. Without a `printer`: on the one that holds the document's role.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="print_rules")
    event = models.CharField(max_length=40)
    document = models.CharField(max_length=10)
    printer = models.ForeignKey(
        Printer, on_delete=models.SET_NULL, null=True, blank=True, related_name="rules"
    )
    copies = models.PositiveSmallIntegerField(default=1)

    class Meta:
        """Once an office, event and document."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "event", "document"], name="print_rule_once"),
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.copies} × {self.document}"


class PrintJob(models.Model):
    """A slip that was promised, and what became of it.

    Written in the transaction of the thing that it is for; rendered when it is sent, by whichever
    printer holds the role then, or by `target` where a rule or a person has named one. `subject`
    is the primary key of that thing (ticket, case, apology, counter or printer: see `document`);
    `facts` holds what was true only at that moment, such as how many were ahead, and never
    anything personal.
    """

    class Document(models.TextChoices):
        """Which slip."""

        TICKET = "ticket", _("số thứ tự")
        RECEIPT = "receipt", _("giấy tiếp nhận và hẹn trả kết quả")
        APOLOGY = "apology", _("thư xin lỗi và hẹn lại")
        SUPPLEMENT = "supplement", _("phiếu yêu cầu bổ sung")
        REFUSAL = "refusal", _("phiếu từ chối")
        STOP = "stop", _("thông báo dừng")
        SUMMARY = "summary", _("tổng kết ngày của quầy")
        TEST = "test", _("phiếu in thử")
        LETTERS = "letters", _("trang thử chữ và mã QR")

    class State(models.TextChoices):
        """What became of the promise; the spool moves it on (`services.claims`)."""

        # Waits for its turn or for its printer; not tried before `due_at`.
        QUEUED = "queued", _("đang đợi in")
        # Claimed by the sender in `sender`; past `due_at` that sender is taken for dead.
        SENDING = "sending", _("đang gửi")
        # The printer took it to the end and no trouble was heard of; a preview keeps nothing.
        SENT = "sent", _("đã in")
        # Bytes went out and no one knows whether paper did; people may ask for a copy.
        UNKNOWN = "unknown", _("không rõ đã in chưa")
        # There are no right bytes to send; `error` says why. Nothing went out.
        FAILED = "failed", _("không in được")

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="print_jobs")
    printer = models.ForeignKey(Printer, on_delete=models.PROTECT, related_name="jobs", null=True)
    target = models.ForeignKey(
        Printer, on_delete=models.SET_NULL, related_name="+", null=True, blank=True
    )
    role = models.CharField(max_length=6, choices=Role.choices)
    document = models.CharField(max_length=10, choices=Document.choices)
    subject = models.BigIntegerField()
    facts = models.JSONField(default=dict)
    language = models.CharField(max_length=5, default="vi")
    copy_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    # Host, process and its start, of who sends it: tells at once whether that process still is.
    sender = models.CharField(max_length=120, blank=True)
    error = models.CharField(max_length=300, blank=True)
    requested_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True)
    created_at = models.DateTimeField()
    # While queued: not tried before; while sending: how long the sender may take.
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    # The printer itself said that the slip is through.
    confirmed = models.BooleanField(default=False)
    # When a person (or a copy) has seen to an unknown or failed slip: until then it is shown.
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """The spool reads what waits, in order, by office; of one printer one slip is sent."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["printer"], condition=Q(state="sending"), name="print_job_one_a_printer"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["office", "id"], condition=Q(state="queued"), name="print_job_queued"
            ),
            models.Index(
                fields=["office", "-id"],
                condition=Q(state__in=["unknown", "failed"], settled_at=None),
                name="print_job_unsettled",
            ),
            models.Index(fields=["office", "-id"], name="print_job_latest"),
            models.Index(fields=["document", "subject"], name="print_job_subject"),
        ]
        verbose_name = _("lệnh in")
        verbose_name_plural = _("lệnh in")

    def __str__(self) -> str:
        return f"{self.document} {self.subject} {self.state}"


class SlipLayout(models.Model):
    """How an office lays one document out: its own words, and which blocks it leaves out.

    Without a row a slip is as it comes. `opening` stands under the office's name, `closing` at
    the foot; `hidden` names blocks of `slips.layout.OPTIONAL`.
    """

    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="slip_layouts")
    document = models.CharField(max_length=10, choices=PrintJob.Document.choices)
    opening = models.CharField(_("lời ở đầu phiếu"), max_length=300, blank=True)
    closing = models.CharField(_("lời ở cuối phiếu"), max_length=300, blank=True)
    hidden = models.JSONField(default=list)
    with_logo = models.BooleanField(_("in biểu trưng"), default=True)

    class Meta:
        """One an office and document."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["office", "document"], name="slip_layout_once"),
        ]
        verbose_name = _("mẫu phiếu")
        verbose_name_plural = _("mẫu phiếu")

    def __str__(self) -> str:
        return f"{self.office_id} {self.document}"


class SlipLogo(models.Model):
    """An office's logo as dots: `rows` holds `height` rows of whole bytes, 1 is ink."""

    office = models.OneToOneField(Office, on_delete=models.CASCADE, related_name="slip_logo")
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    rows = models.BinaryField()
    set_at = models.DateTimeField()

    class Meta:
        """Names for people."""

        verbose_name = _("biểu trưng trên phiếu")
        verbose_name_plural = _("biểu trưng trên phiếu")

    def __str__(self) -> str:
        return f"{self.width} × {self.height}"
