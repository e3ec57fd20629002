"""The pages of this room."""

from django.urls import URLPattern, path

from displays import views

urlpatterns: list[URLPattern] = [
    path("lobby/<slug:office_code>/", views.lobby, name="lobby"),
    path("counter-screen/<int:counter_id>/", views.counter_screen, name="counter-screen"),
    path("t/<str:token>/", views.ticket_page, name="ticket-page"),
]
