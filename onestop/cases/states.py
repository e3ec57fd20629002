"""The states of a case, with the national portal's status code that is stored beside each."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseState(TextChoices):
    """Trạng thái hồ sơ. What it means, who moves it on, what the clock does."""

    # Filed online or by post, not yet looked at. Reception moves it on; no clock yet.
    REGISTERED = "registered", _("mới đăng ký")
    # Accepted as complete: the receipt is out. A specialist moves it on; the clock runs.
    RECEIVED = "received", _("được tiếp nhận")
    # Not accepted, with form 03. Final.
    REFUSED = "refused", _("không được tiếp nhận")
    # In the hands of the agencies, step by step; the clock runs.
    PROCESSING = "processing", _("đang xử lý")
    # The citizen must bring something; reception moves it on; the clock is paused.
    SUPPLEMENT_REQUESTED = "supplement_requested", _("yêu cầu bổ sung giấy tờ")
    # The citizen must pay; reception moves it on; the clock is paused.
    PAYMENT_REQUESTED = "payment_requested", _("yêu cầu thực hiện nghĩa vụ tài chính")
    # Taken back by the citizen. Final.
    WITHDRAWN = "withdrawn", _("công dân yêu cầu rút hồ sơ")
    # Stopped or closed, with form 05. Final.
    STOPPED = "stopped", _("dừng xử lý")
    # Decided, granted or rejected; waits to be collected; the clock has ended.
    COMPLETED = "completed", _("đã xử lý xong")
    # The citizen has the result. Final.
    RETURNED = "returned", _("đã trả kết quả")


# Codes synchronised with the national public service portal (Cổng Dịch vụ công quốc gia).
NATIONAL_STATUS: Mapping[CaseState, int] = {
    CaseState.REGISTERED: 1,
    CaseState.RECEIVED: 2,
    CaseState.REFUSED: 3,
    CaseState.PROCESSING: 4,
    CaseState.SUPPLEMENT_REQUESTED: 5,
    CaseState.PAYMENT_REQUESTED: 6,
    CaseState.WITHDRAWN: 7,
    CaseState.STOPPED: 8,
    CaseState.COMPLETED: 9,
    CaseState.RETURNED: 10,
}

# The clock has ended: nothing about these cases can still become late.
ENDED = frozenset(
    {
        CaseState.REFUSED,
        CaseState.WITHDRAWN,
        CaseState.STOPPED,
        CaseState.COMPLETED,
        CaseState.RETURNED,
    },
)
PAUSED = frozenset({CaseState.SUPPLEMENT_REQUESTED, CaseState.PAYMENT_REQUESTED})


class NotifyChannel(TextChoices):
    """By what a citizen is told that the result is ready."""

    PHONE = "phone", _("điện thoại")
    MESSAGE = "message", _("tin nhắn")
    EMAIL = "email", _("thư điện tử")
    POST = "post", _("bưu chính")
