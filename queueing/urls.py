"""The pages of this room."""

from django.urls import URLPattern, path

from queueing.views import actions, counters, kiosk, reception, settings

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
    path("admin/queue/rules/", settings.rules, name="queue-rules"),
    path("counters/", counters.choose, name="counter-choose"),
    path("counters/<int:counter_id>/", counters.desk, name="counter-desk"),
    path("counters/<int:counter_id>/now/", counters.now, name="counter-now"),
    path("counters/<int:counter_id>/procedure/", reception.procedure, name="counter-procedure"),
    path("counters/<int:counter_id>/<slug:action>/", actions.counter_action, name="counter-action"),
    path(
        "counters/<int:counter_id>/tickets/<int:ticket_id>/dossier/",
        reception.receive,
        name="counter-dossier",
    ),
    path(
        "counters/<int:counter_id>/tickets/<int:ticket_id>/<slug:action>/",
        actions.ticket_action,
        name="counter-ticket-action",
    ),
]
