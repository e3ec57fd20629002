"""Every write to printers and print jobs."""

from printing.services.claims import (
    print_job_claim,
    print_job_end,
    print_job_postpone,
    print_jobs_recover,
)
from printing.services.jobs import (
    SlipWanted,
    print_job_add,
    print_job_reprint,
    print_jobs_add,
)
from printing.services.printers import (
    printer_add,
    printer_set_active,
    printer_trouble_set,
)

__all__ = [
    "SlipWanted",
    "print_job_add",
    "print_job_claim",
    "print_job_end",
    "print_job_postpone",
    "print_job_reprint",
    "print_jobs_add",
    "print_jobs_recover",
    "printer_add",
    "printer_set_active",
    "printer_trouble_set",
]
