"""The dossier itself, its number, and whose it is."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onestop.cases.lifecycle import CaseLifecycle
from onestop.catalogue.models import Procedure, Workflow
from onestop.directory.keys import EncryptedTextField
from onestop.directory.models import Agency, Office, User


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
    # The version of the process with which it began; None: from before there were versions.
    workflow = models.ForeignKey(
        Workflow, on_delete=models.PROTECT, related_name="cases", null=True, blank=True
    )
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
