"""What is stored of offices, agencies, accounts, their roles and their access tokens."""

from functools import cached_property
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from onestop.directory.rights import Role


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


class User(AbstractUser):
    """An account of a person who works in one or more offices."""

    full_name = models.CharField(_("họ và tên"), max_length=150, blank=True)
    title = models.CharField(_("chức danh"), max_length=100, blank=True)

    class Meta:
        """Names for people."""

        verbose_name = _("tài khoản")
        verbose_name_plural = _("tài khoản")

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """Return the name as Vietnamese write it, else the account's name."""
        return self.full_name or self.username

    @cached_property
    def _memberships(self) -> "list[Membership]":
        return list(self.memberships.select_related("office").prefetch_related("agencies"))

    def memberships_in(self, office: Office) -> "list[Membership]":
        """Return this account's memberships in the office; read once an instance."""
        return [one for one in self._memberships if one.office_id == office.pk]

    def offices(self) -> list[Office]:
        """Return the offices that the account works in, each once."""
        return list({one.office_id: one.office for one in self._memberships}.values())

    def roles(self) -> set[Role]:
        """Return every role that the account has anywhere."""
        return {Role(one.role) for one in self._memberships}


class Membership(models.Model):
    """An account's role in an office; specialists and leaders act for the agencies named here."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("vai trò"), max_length=20, choices=Role.choices)
    agencies = models.ManyToManyField(Agency, blank=True, related_name="memberships")

    class Meta:
        """One row a role."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "office", "role"], name="membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()} – {self.office}"

    @cached_property
    def agency_ids(self) -> set[int]:
        """Return the ids of the agencies that the account acts for in this role."""
        return {agency.pk for agency in self.agencies.all()}


class AccessToken(models.Model):
    """A bearer token for the HTTP API. Only its digest is stored; it has its account's rights."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="access_tokens")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Names for people."""

        verbose_name = _("mã truy cập")
        verbose_name_plural = _("mã truy cập")

    def __str__(self) -> str:
        return f"{self.user} {self.created_at:%Y-%m-%d}"


class RepeatableRequest(models.Model):
    """The answer given to a request with an `Idempotency-Key`, given again when it is repeated.

    `fingerprint` is a digest of method, path and body: the same key with another request is an
    error of the caller. The row is written in the transaction of what it answers.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE)
    key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    body = models.TextField()
    created_at = models.DateTimeField(db_index=True)

    class Meta:
        """One answer a key and account."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "key"], name="repeatable_request_once"),
        ]

    def __str__(self) -> str:
        return self.key
