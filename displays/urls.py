"""The pages of this room."""

from django.urls import URLPattern, path

from displays import views
from displays.devices import administering, enrolling

urlpatterns: list[URLPattern] = [
    path("lobby/<slug:office_code>/", views.lobby, name="lobby"),
    path("counter-screen/<int:counter_id>/", views.counter_screen, name="counter-screen"),
    path("t/<str:token>/", views.ticket_page, name="ticket-page"),
    path("devices/enrol/", enrolling.enrol, name="device-enrol"),
    path("admin/devices/", administering.device_list, name="device-list"),
    path("admin/devices/new/", administering.device_new, name="device-new"),
    path("admin/devices/<int:device_id>/", administering.device_one, name="device"),
    path("admin/devices/<int:device_id>/move/", administering.device_move, name="device-move"),
    path("admin/devices/<int:device_id>/revoke/", administering.device_end, name="device-revoke"),
]
