"""The pages of this room."""

from django.urls import URLPattern, path

from onestop.supervision import views

urlpatterns: list[URLPattern] = [
    path("board/", views.board, name="board"),
]
