"""Ratings, and the comments that some of them have."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onestop.directory.models import Office, User
from queueing.models import Counter, Service, Ticket

LONGEST_COMMENT = 500


class Rating(models.Model):
    """Đánh giá hài lòng: what a citizen thinks of one visit, given at the counter's tablet.

    It names no citizen. `officer` is who ended the visit; counter and service are the visit's at
    its end, so that figures stay when counters are arranged anew.
    """

    class Score(models.IntegerChoices):
        """How content, as the faces of the tablet say it."""

        VERY_GOOD = 5, _("Rất hài lòng")
        GOOD = 4, _("Hài lòng")
        FAIR = 3, _("Bình thường")
        POOR = 2, _("Không hài lòng")
        VERY_POOR = 1, _("Rất không hài lòng")

    CONTENT: ClassVar = (Score.GOOD, Score.VERY_GOOD)

    office = models.ForeignKey(
        Office,
        on_delete=models.PROTECT,
        related_name="ratings",
        db_index=False,  # "rating_of_office" begins with it
    )
    ticket = models.OneToOneField(Ticket, on_delete=models.PROTECT, related_name="rating")
    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="ratings")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="ratings")
    officer = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="ratings"
    )
    device = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    score = models.PositiveSmallIntegerField(_("mức hài lòng"), choices=Score.choices)
    rated_at = models.DateTimeField()

    class Meta:
        """One rating a visit (the ticket is unique); figures are read by office and time."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(score__gte=1) & Q(score__lte=5), name="rating_score_known"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["office", "rated_at"], name="rating_of_office")]
        verbose_name = _("đánh giá")
        verbose_name_plural = _("đánh giá")

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.score}"


class RatingComment(models.Model):
    """A few words beside a rating. People may write of themselves: kept for a while."""

    rating = models.OneToOneField(
        Rating, on_delete=models.CASCADE, primary_key=True, related_name="comment"
    )
    office = models.ForeignKey(
        Office,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,  # "comment_of_office" begins with it
    )
    text = models.CharField(_("ý kiến"), max_length=LONGEST_COMMENT)
    written_at = models.DateTimeField()

    class Meta:
        """Read by office, the latest first."""

        indexes: ClassVar = [
            models.Index(fields=["office", "written_at", "rating"], name="comment_of_office")
        ]
        verbose_name = _("ý kiến")
        verbose_name_plural = _("ý kiến")

    def __str__(self) -> str:
        return f"{self.rating_id}"
