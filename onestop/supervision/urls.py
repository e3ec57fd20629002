"""The pages of this room."""

from django.urls import URLPattern, path

from onestop.supervision import views
from onestop.supervision.audit.views import audit

urlpatterns: list[URLPattern] = [
    path("board/", views.board, name="board"),
    path("board/steps/", views.board_steps, name="board-steps"),
    path("audit/", audit, name="audit"),
]
