"""Accounts and the roles that they have."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from onestop.directory.models.offices import Agency, Office
from onestop.directory.rights import DEVICES, PASSED_ON, Role

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
    # The last day of its latest deputyship: says only that it is worth looking for one.
    deputy_until = models.DateField(null=True, blank=True)

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

    # What a bearer token leaves of the account's rights; empty: all of them.
    scopes: frozenset[str] = frozenset()
    # The token that the request came with; None: a session, or no request at all.
    access_token_id: int | None = None
    # The absent account for whom the right that was asked last is held; None: its own right.
    stood_in_for_id: int | None = None

    @cached_property
    def acting_on(self) -> date:
        """Return the local date by which the roles count: fixed once an instance, or set."""
        return timezone.localdate()

    @cached_property
    def _memberships(self) -> "list[Membership]":
        day = self.acting_on
        held = Membership.objects.filter(user=self)
        if self.deputy_until is not None and self.deputy_until >= day:
            held = Membership.objects.held_by(self, day)
        return self._running(held.loaded())

    def _running(self, held: "Iterable[Membership]") -> "list[Membership]":
        """Return the memberships that count today, in offices where the account has its own."""
        found = [one for one in held if one.runs_on(self.acting_on)]
        own = {one.office_id for one in found if one.user_id == self.pk}
        return [one for one in found if one.office_id in own]

    @classmethod
    def memberships_read(cls, accounts: "Sequence[User]") -> None:
        """Read at once the memberships of accounts that stand in for nobody."""
        alone = [
            one for one in accounts if one.deputy_until is None or one.deputy_until < one.acting_on
        ]
        held: dict[int, list[Membership]] = {one.pk: [] for one in alone}
        # Agencies are read when they are asked for: no right of a queue is held agency by agency.
        rows = Membership.objects.filter(user__in=held).select_related("office").order_by("pk")
        for membership in rows:
            held[membership.user_id].append(membership)
        for one in alone:
            vars(one)["_memberships"] = one._running(held[one.pk])  # noqa: SLF001 (its own class)

    def memberships_in(self, office: Office) -> "list[Membership]":
        """Return the memberships that count for this account in the office; read once an instance.

        They are its own, and those of the people for whom it stands in.
        """
        return [one for one in self._memberships if one.office_id == office.pk]

    def acts_as(self, office_id: int) -> list[int]:
        """Return the ids of the accounts whose work in the office is this one's: itself first."""
        here = {one.user_id for one in self._memberships if one.office_id == office_id}
        return [self.pk, *sorted(here - {self.pk})]

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


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Roles by the day on which they count."""

    def loaded(self) -> "MembershipQuerySet":
        """Read offices and agencies with them, in the order in which they were given."""
        related = self.select_related("office").prefetch_related("agencies")
        return related.order_by("pk")

    def running_on(self, day: date) -> "MembershipQuerySet":
        """Leave out what has not begun by the day, or has ended before it."""
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.filter(begun & (Q(valid_until=None) | Q(valid_until__gte=day)))

    def held_by(self, user: User, day: date) -> "MembershipQuerySet":
        """Return the account's own roles, and those of whom it stands in for on the day.

        An absent account that is locked passes nothing on, nor does a device or whoever keeps the
        machines.
        """
        passed_on = self.filter(
            role__in=PASSED_ON,
            user__is_active=True,
            user__absences__deputy=user,
            user__absences__office=F("office"),
            user__absences__revoked_at=None,
            user__absences__first_day__lte=day,
            user__absences__last_day__gte=day,
        )
        return self.filter(Q(user=user) | Q(pk__in=passed_on.values("pk")))


class Membership(models.Model):
    """An account's role in an office; specialists and leaders act for the agencies named here.

    Outside its period it gives no right.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    office = models.ForeignKey(Office, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("vai trò"), max_length=20, choices=Role.choices)
    agencies = models.ManyToManyField(Agency, blank=True, related_name="memberships")
    # The first and the last day of the role; None: not bounded.
    valid_from = models.DateField(_("từ ngày"), null=True, blank=True)
    valid_until = models.DateField(_("đến hết ngày"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        """One row a role."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_from__lte=F("valid_until")),
                name="membership_days_in_order",
            ),
            models.UniqueConstraint(fields=["user", "office", "role"], name="membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()} – {self.office}"

    def runs_on(self, day: date) -> bool:
        """Tell whether the role counts on the day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)

    @cached_property
    def agency_ids(self) -> set[int]:
        """Return the ids of the agencies that the account acts for in this role."""
        return {agency.pk for agency in self.agencies.all()}
