"""Accounts and the roles that they have."""

from functools import cached_property
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from onestop.directory.models.offices import Agency, Office
from onestop.directory.rights import DEVICES, Role

SESSION_SALT = "onestop.directory.session"


class User(AbstractUser):
    """An account of a person who works in one or more offices."""

    full_name = models.CharField(_("họ và tên"), max_length=150, blank=True)
    title = models.CharField(_("chức danh"), max_length=100, blank=True)
    # Set with a password that somebody else chose: the first page after sign-in asks for a new one.
    must_change_password = models.BooleanField(_("phải đổi mật khẩu"), default=False)
    # Counted up to end every session of the account at once; each session is sealed with it.
    session_epoch = models.PositiveIntegerField(default=0)
    # Counted up by each change an administrator makes: a form that was opened before is refused.
    version = models.PositiveIntegerField(default=0)

    class Meta:
        """Names for people; lists of accounts are read by name."""

        indexes: ClassVar = [models.Index(fields=["full_name", "id"], name="account_by_name")]
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

    @property
    def is_device(self) -> bool:
        """Tell whether this is no person but a kiosk, a screen, a tablet or a print station."""
        return bool(self.roles() & DEVICES)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Seal sessions with the password and the epoch: a new one of either ends them all."""
        value = f"{self.password}:{self.session_epoch}"
        return salted_hmac(SESSION_SALT, value, secret=secret, algorithm="sha256").hexdigest()


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
