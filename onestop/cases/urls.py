"""The pages of this room."""

from django.urls import URLPattern, path

from onestop.cases import views

urlpatterns: list[URLPattern] = [
    path("cases/", views.case_list, name="case-list"),
    path("cases/<str:code>/", views.case, name="case"),
    path("cases/<str:code>/numbers/", views.numbers, name="case-numbers"),
    path("cases/<str:code>/transitions/<slug:name>/", views.transition, name="case-transition"),
    path("cases/<str:code>/apologies/", views.apology_draft, name="apology-draft"),
    path("cases/<str:code>/papers/<int:position>/scan/", views.scan, name="case-scan"),
    path("apologies/", views.apology_list, name="apology-list"),
    path("apologies/approve/", views.apologies_approve, name="apologies-approve"),
    path("apologies/sign/", views.apologies_sign, name="apologies-sign"),
    path("apologies/<int:apology_id>/attempts/", views.apology_attempt, name="apology-attempt"),
    path("apologies/<int:apology_id>/<slug:move>/", views.apology_move, name="apology-move"),
    path("admin/apology-reasons/", views.reasons_start, name="apology-reasons-start"),
    path("admin/apology-reasons/<slug:office_code>/", views.reasons, name="apology-reasons"),
]
