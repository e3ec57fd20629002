"""Offices and agencies."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Office(models.Model):
    """Bộ phận một cửa: one place with its counters, its queue and its screens."""

    code = models.SlugField(_("mã"), max_length=40, unique=True)
    name = models.CharField(_("tên"), max_length=200)
    parent_name = models.CharField(
        _("cơ quan chủ quản"),
        max_length=200,
        blank=True,
        help_text=_("in trên văn bản, ví dụ: ỦY BAN NHÂN DÂN XÃ MẪU"),
    )
    place = models.CharField(_("địa danh"), max_length=100, blank=True)
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=40, blank=True)

    class Meta:
        """Names for people."""

        verbose_name = _("bộ phận một cửa")
        verbose_name_plural = _("bộ phận một cửa")

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """Cơ quan, phòng ban: a unit that processes cases received at an office.

    `code` is the agency's identifier under Decision 20/2020 (for example H55.12); it begins every
    case code and is stored as text, never computed.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="agencies")
    code = models.CharField(_("mã định danh"), max_length=40, unique=True)
    name = models.CharField(_("tên"), max_length=200)

    class Meta:
        """Names for people."""

        verbose_name = _("cơ quan")
        verbose_name_plural = _("cơ quan")

    def __str__(self) -> str:
        return self.name
