"""The pages of this room."""

from django.urls import URLPattern, path

from queueing.views import kiosk

urlpatterns: list[URLPattern] = [
    path("kiosk/<slug:office_code>/", kiosk.first, name="kiosk"),
    path(
        "kiosk/<slug:office_code>/services/<slug:service_code>/",
        kiosk.service,
        name="kiosk-service",
    ),
    path(
        "kiosk/<slug:office_code>/services/<slug:service_code>/priority/",
        kiosk.priority,
        name="kiosk-priority",
    ),
    path("kiosk/<slug:office_code>/tickets/", kiosk.issue, name="kiosk-issue"),
    path("kiosk/<slug:office_code>/tickets/<str:token>/", kiosk.ticket, name="kiosk-ticket"),
]
