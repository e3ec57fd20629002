"""The pages of this room."""

from django.urls import URLPattern, path

from printing import counter_views, layout_views, letters_views, printer_pages, views

SLIPS = "admin/slips/<slug:office_code>/"

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
    path("printers/<int:printer_id>/letters/", letters_views.letters, name="printer-letters"),
    path(
        "printers/<int:printer_id>/letters/print/",
        letters_views.letters_print,
        name="printer-letters-print",
    ),
    path(
        "printers/counters/<int:counter_id>/summary/",
        counter_views.summary,
        name="counter-summary",
    ),
    path("admin/slips/", layout_views.start, name="slip-layout-start"),
    path(f"{SLIPS}logo/", layout_views.logo, name="slip-logo"),
    path(f"{SLIPS}<slug:document>/", layout_views.layout, name="slip-layout"),
    path(f"{SLIPS}<slug:document>/preview.png", layout_views.preview, name="slip-preview"),
    path("cases/<code>/documents/<name>.pdf", views.case_document, name="case-document"),
    path("cases/<code>/slips/<slug:document>/", views.case_slip, name="case-slip"),
]
