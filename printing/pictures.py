"""The picture of a print job, drawn from the bytes that its printer gets."""

from django.utils.translation import gettext as _

from printing.contents import job_bytes
from printing.models import Printer, PrintJob, Role
from printing.preview import slip_picture
from printing.selectors import role_holders
from printing.slips import SlipError


def job_picture(job: PrintJob) -> bytes:
    """Return the PNG of what comes out; raises `SlipError` where nothing can.

    On the printer that printed it, else on the one that would.
    """
    if job.document == PrintJob.Document.LETTERS:
        raise SlipError(_("Trang thử chữ chỉ xem được trên giấy: mỗi máy in ra một khác."))
    printer = job.printer or role_holders(job.office_id).get(Role(job.role)) or Printer()
    data = job_bytes(
        job,
        width_dots=printer.width_dots,
        text=printer.text,
        native_codes=printer.native_codes,
    )
    return slip_picture(data, width_dots=printer.width_dots, text=printer.text)
