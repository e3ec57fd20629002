"""Django's entry for this room."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """Ratings after a visit."""

    name = "onestop.feedback"
    label = "feedback"
    verbose_name = "Đánh giá"
