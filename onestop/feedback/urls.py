"""The pages of this room."""

from django.urls import URLPattern, path

from onestop.feedback import views

urlpatterns: list[URLPattern] = [
    path("ratings/", views.ratings, name="ratings"),
]
