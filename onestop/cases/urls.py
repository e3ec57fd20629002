"""The pages of this room."""

from django.urls import URLPattern, path

from onestop.cases import views

urlpatterns: list[URLPattern] = [
    path("cases/", views.case_list, name="case-list"),
    path("cases/states/", views.states, name="case-states"),
    path("cases/late-entries/", views.late_entries, name="late-entries"),
    path("cases/late-entries/leave/", views.leave_give, name="entry-leave"),
    path("cases/work/", views.work, name="work"),
    path("cases/hand-overs/", views.hand_overs, name="hand-overs"),
    path("cases/hand-overs/batches/<int:batch_id>/", views.batch, name="hand-over-batch"),
    path(
        "cases/hand-overs/<int:hand_over_id>/<slug:move>/",
        views.hand_over_move,
        name="hand-over-move",
    ),
    path("cases/<str:code>/", views.case, name="case"),
    path("cases/<str:code>/numbers/", views.numbers, name="case-numbers"),
    path("cases/<str:code>/transitions/<slug:name>/", views.transition, name="case-transition"),
    path("cases/<str:code>/applicant/", views.applicant, name="case-applicant"),
    path("cases/<str:code>/errors/", views.error_found, name="case-error"),
    path("cases/<str:code>/errors/corrected/", views.error_corrected, name="case-error-corrected"),
    path("cases/<str:code>/apologies/", views.apology_draft, name="apology-draft"),
    path("cases/<str:code>/papers/<int:position>/scan/", views.scan, name="case-scan"),
    path("cases/<str:code>/opinions/", views.opinion_ask, name="opinion-ask"),
    path("opinions/<int:opinion_id>/<slug:move>/", views.opinion_move, name="opinion-move"),
    path("admin/calendar/", views.calendar_start, name="calendar-start"),
    path("admin/calendar/<slug:office_code>/<int:year>/", views.calendar, name="calendar"),
    path("admin/calendar/<slug:office_code>/day/", views.calendar_day, name="calendar-day"),
    path(
        "admin/calendar/<slug:office_code>/day/removal/",
        views.calendar_day_removal,
        name="calendar-day-removal",
    ),
    path("admin/calendar/<slug:office_code>/hours/", views.calendar_hours, name="calendar-hours"),
    path("due-moves/", views.due_moves_start, name="due-moves-start"),
    path("due-moves/<int:recomputation_id>/", views.due_moves, name="due-moves"),
    path("apologies/", views.apology_list, name="apology-list"),
    path("apologies/approve/", views.apologies_approve, name="apologies-approve"),
    path("apologies/sign/", views.apologies_sign, name="apologies-sign"),
    path("apologies/<int:apology_id>/attempts/", views.apology_attempt, name="apology-attempt"),
    path("apologies/<int:apology_id>/<slug:move>/", views.apology_move, name="apology-move"),
    path("admin/apology-reasons/", views.reasons_start, name="apology-reasons-start"),
    path("admin/apology-reasons/<slug:office_code>/", views.reasons, name="apology-reasons"),
]
