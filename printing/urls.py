"""The pages of this room."""

from django.urls import URLPattern, path

from printing import views

urlpatterns: list[URLPattern] = [
    path("printers/", views.printers, name="printers"),
    path("printers/<int:printer_id>/active/", views.printer_active, name="printer-active"),
    path("printers/jobs/<int:job_id>/", views.print_job, name="print-job"),
    path("printers/jobs/<int:job_id>.png", views.print_job_picture, name="print-job-picture"),
    path("printers/jobs/<int:job_id>/copy/", views.print_job_copy, name="print-job-copy"),
    path(
        "printers/notices/<slug:office_code>/",
        views.printer_notices,
        name="printer-notices",
    ),
    path(
        "printers/notices/<slug:office_code>/kiosk/",
        views.kiosk_printer_notice,
        name="kiosk-printer-notice",
    ),
    path("cases/<code>/documents/<name>.pdf", views.case_document, name="case-document"),
    path("cases/<code>/slips/<slug:document>/", views.case_slip, name="case-slip"),
]
