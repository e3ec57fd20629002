"""The pages of this room."""

from django.urls import URLPattern, path

from printing import printer_pages, views

urlpatterns: list[URLPattern] = [
    path("printers/", views.printers, name="printers"),
    path("printers/<int:printer_id>/active/", views.printer_active, name="printer-active"),
    path("printers/<int:printer_id>/", printer_pages.printer_change, name="printer-change"),
    path("printers/<int:printer_id>/test/", printer_pages.printer_try, name="printer-test"),
    path("printers/office/<slug:office_code>/new/", printer_pages.printer_new, name="printer-new"),
    path(
        "printers/office/<slug:office_code>/find/", printer_pages.printer_find, name="printer-find"
    ),
    path(
        "printers/office/<slug:office_code>/rules/", printer_pages.print_rules, name="print-rules"
    ),
    path("printers/jobs/<int:job_id>/", views.print_job, name="print-job"),
    path("printers/jobs/<int:job_id>.png", views.print_job_picture, name="print-job-picture"),
    path("printers/jobs/<int:job_id>/copy/", views.print_job_copy, name="print-job-copy"),
    path(
        "printers/jobs/<int:job_id>/settle/", views.print_job_settle_view, name="print-job-settle"
    ),
    path("printers/notices/", views.printer_notices_all, name="printer-notices-all"),
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
