"""What follows for open cases from an edit of the deadline calendar."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onestop.cases.models.case import Case
from onestop.catalogue.causes import CalendarCause
from onestop.directory.models import Office, User


class Recomputation(models.Model):
    """Tính lại hạn: the order to count open cases anew, with how far that has come.

    Written in the transaction that edits the calendar. Whoever works it off goes through the cases
    by id and notes the last one, so that it is taken up where it was left.
    """

    # Whose cases; None: those of every office.
    office = models.ForeignKey(Office, on_delete=models.CASCADE, null=True, related_name="+")
    cause = models.CharField(_("lý do"), max_length=20, choices=CalendarCause.choices)
    name = models.CharField(_("tên ngày"), max_length=200, blank=True)
    # Only cases that ran over these days may have moved; without them any may.
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    actor = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    # When whoever works on this was last heard of; None: nobody does.
    worked_at = models.DateTimeField(null=True, blank=True)
    last_case_id = models.BigIntegerField(default=0)
    checked = models.PositiveIntegerField(_("đã xét"), default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """What is still to be done has an index: every change of a case asks for it."""

        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(
                fields=["id"], condition=Q(finished_at__isnull=True), name="recomputation_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.cause}"


class DueMove(models.Model):
    """A due date that an edit of the calendar moved, and whether the citizen has been told."""

    recomputation = models.ForeignKey(Recomputation, on_delete=models.CASCADE, related_name="moves")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="due_moves")
    at = models.DateTimeField()
    due_at_before = models.DateTimeField(_("hạn cũ"))
    due_at = models.DateTimeField(_("hạn mới"))
    told_at = models.DateTimeField(_("đã báo lúc"), null=True, blank=True)
    told_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        """Moves are listed by edit, those that nobody has been told of by themselves."""

        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["recomputation", "id"], name="due_move_of_edit"),
            models.Index(
                fields=["recomputation", "id"],
                condition=Q(told_at__isnull=True),
                name="due_move_untold",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.due_at_before} → {self.due_at}"
