"""The pages of this room."""

from django.urls import URLPattern, path

from displays import rating, views
from displays.devices import administering, enrolling
from displays.lobby import arranging, page, staff

urlpatterns: list[URLPattern] = [
    path("lobby/<slug:office_code>/", page.lobby, name="lobby"),
    path("lobby/<slug:office_code>/panel/", page.panel, name="lobby-panel"),
    path(
        "lobby/<slug:office_code>/calls/<int:seq>/<slug:language>/<slug:words>.wav",
        page.call_voice,
        name="lobby-voice",
    ),
    path("lobby/<slug:office_code>/corner/<slug:digest>/", page.corner, name="lobby-corner"),
    path("call-played/<int:counter_id>/", staff.played, name="call-played"),
    path("admin/lobby/", arranging.start, name="lobby-settings-start"),
    path("admin/lobby/<slug:office_code>/", arranging.overview, name="lobby-settings"),
    path(
        "admin/lobby/<slug:office_code>/notices/<slug:number>/",
        arranging.notice,
        name="lobby-notice",
    ),
    path(
        "admin/lobby/<slug:office_code>/postings/<slug:number>/",
        arranging.posting,
        name="lobby-posting",
    ),
    path("admin/lobby/<slug:office_code>/corner/", arranging.corner, name="lobby-corner-settings"),
    path("counter-screen/<int:counter_id>/", views.counter_screen, name="counter-screen"),
    path("t/<str:token>/", views.ticket_page, name="ticket-page"),
    path("rating/<int:counter_id>/", rating.rating, name="rating"),
    path("devices/enrol/", enrolling.enrol, name="device-enrol"),
    path("admin/devices/", administering.device_list, name="device-list"),
    path("admin/devices/new/", administering.device_new, name="device-new"),
    path("admin/devices/<int:device_id>/", administering.device_one, name="device"),
    path("admin/devices/<int:device_id>/move/", administering.device_move, name="device-move"),
    path("admin/devices/<int:device_id>/revoke/", administering.device_end, name="device-revoke"),
]
