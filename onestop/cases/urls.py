"""The pages of this room."""

from django.urls import URLPattern, path

from onestop.cases import views

urlpatterns: list[URLPattern] = [
    path("cases/", views.case_list, name="case-list"),
    path("cases/states/", views.states, name="case-states"),
    path("cases/late-entries/", views.late_entries, name="late-entries"),
    path("cases/late-entries/leave/", views.leave_give, name="entry-leave"),
    path("cases/<str:code>/", views.case, name="case"),
    path("cases/<str:code>/numbers/", views.numbers, name="case-numbers"),
    path("cases/<str:code>/transitions/<slug:name>/", views.transition, name="case-transition"),
    path("cases/<str:code>/applicant/", views.applicant, name="case-applicant"),
    path("cases/<str:code>/errors/", views.error_found, name="case-error"),
    path("cases/<str:code>/errors/corrected/", views.error_corrected, name="case-error-corrected"),
    path("cases/<str:code>/apologies/", views.apology_draft, name="apology-draft"),
    path("cases/<str:code>/papers/<int:position>/scan/", views.scan, name="case-scan"),
    path("apologies/", views.apology_list, name="apology-list"),
    path("apologies/<int:apology_id>/<slug:move>/", views.apology_move, name="apology-move"),
]
