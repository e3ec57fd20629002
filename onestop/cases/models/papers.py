"""The papers of a case and their scans."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from onestop.cases.models.case import Case
from onestop.cases.scans.kinds import ScanKind
from onestop.directory.models import User


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
