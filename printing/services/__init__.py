"""Every write to printers and print jobs."""

from printing.services.claims import (
    End,
    print_job_claim,
    print_job_end,
    print_job_postpone,
    print_jobs_recover,
)
from printing.services.jobs import (
    SlipWanted,
    print_job_add,
    print_job_reprint,
    print_job_settle,
    print_jobs_add,
    receipt_copy,
)
from printing.services.layouts import slip_layout_set, slip_logo_set
from printing.services.letters import printer_letters_choose, printer_letters_print
from printing.services.notes import (
    delivery_note,
    printer_ask_claim,
    printer_trouble_set,
    station_heard,
    stations_watch,
    status_note,
)
from printing.services.printers import (
    PrinterFacts,
    printer_add,
    printer_edit,
    printer_set_active,
    printer_test,
)
from printing.services.rules import RuleFacts, print_rules_set
from printing.services.summaries import counter_summary_print

__all__ = [
    "End",
    "PrinterFacts",
    "RuleFacts",
    "SlipWanted",
    "counter_summary_print",
    "delivery_note",
    "print_job_add",
    "print_job_claim",
    "print_job_end",
    "print_job_postpone",
    "print_job_reprint",
    "print_job_settle",
    "print_jobs_add",
    "print_jobs_recover",
    "print_rules_set",
    "printer_add",
    "printer_ask_claim",
    "printer_edit",
    "printer_letters_choose",
    "printer_letters_print",
    "printer_set_active",
    "printer_test",
    "printer_trouble_set",
    "receipt_copy",
    "slip_layout_set",
    "slip_logo_set",
    "station_heard",
    "stations_watch",
    "status_note",
]
