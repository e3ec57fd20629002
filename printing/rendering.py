"""The bytes of a job that was claimed, or its end where there are none."""

from django.utils import timezone
from django.utils.translation import gettext as _

from printing.contents import job_bytes
from printing.models import Printer, PrintJob
from printing.services import End, print_job_end
from printing.slips import SlipError


def job_rendered(job: PrintJob, printer: Printer, *, sender: str) -> bytes | None:
    """Return the bytes of a claimed job, or end it as failed: nothing of it went out.

    Also when the program itself is wrong: the job must not hang, the error goes on to the log.
    """
    data, error = None, _("Lỗi khi vẽ phiếu. Hãy báo quản trị.")
    try:
        data = job_bytes(
            job,
            width_dots=printer.width_dots,
            text=printer.text,
            native_codes=printer.native_codes,
            today=timezone.localdate(),
        )
    except SlipError as refusal:
        error = str(refusal)
    finally:
        if data is None:
            end = End(PrintJob.State.FAILED, error)
            print_job_end(job=job, sender=sender, end=end, now=timezone.now())
    return data
