"""The pages of this room."""

from django.urls import URLPattern, path

from queueing.views import actions, appointments, arranging, check_in, counters, kiosk, reception

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
    path("kiosk/<slug:office_code>/appointment/", check_in.check_in, name="kiosk-check-in"),
    path("appointments/", appointments.start, name="appointments-start"),
    path("appointments/<slug:office_code>/", appointments.listed, name="appointments"),
    path("appointments/<slug:office_code>/book/", appointments.book, name="appointment-book"),
    path(
        "appointments/<slug:office_code>/<int:appointment_id>/",
        appointments.one,
        name="appointment",
    ),
    path(
        "appointments/<slug:office_code>/<int:appointment_id>/cancel/",
        appointments.cancel,
        name="appointment-cancel",
    ),
    path("counters/", counters.choose, name="counter-choose"),
    path("counters/<int:counter_id>/", counters.desk, name="counter-desk"),
    path("counters/<int:counter_id>/now/", counters.now, name="counter-now"),
    path("counters/<int:counter_id>/procedure/", reception.procedure, name="counter-procedure"),
    path("counters/<int:counter_id>/result/", reception.result, name="counter-result"),
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
    path("admin/queue/", arranging.start, name="queue-settings-start"),
    path("admin/queue/<slug:office_code>/", arranging.overview, name="queue-settings"),
    path(
        "admin/queue/<slug:office_code>/services/<slug:code>/",
        arranging.service,
        name="queue-service",
    ),
    path(
        "admin/queue/<slug:office_code>/counters/<slug:number>/",
        arranging.counter,
        name="queue-counter",
    ),
    path(
        "admin/queue/<slug:office_code>/priorities/<slug:code>/",
        arranging.priority,
        name="queue-priority",
    ),
    path("admin/queue/<slug:office_code>/rule/", arranging.rule, name="queue-rule"),
    path("admin/queue/<slug:office_code>/rule/preview/", arranging.preview, name="queue-preview"),
    path("admin/queue/<slug:office_code>/hours/", arranging.hours, name="queue-hours"),
]
