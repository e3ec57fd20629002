"""How much a client may send, and how long it may take: checked while it comes, before it is kept.

Daphne reads a request to its end, into a file, before it asks the application; these limits stand
in front of that.
"""

import re
from dataclasses import dataclass
from http import HTTPStatus

KILO, MEGA = 1024, 1024 * 1024

# Headers: what a browser sends with a full jar of cookies, and some.
LARGEST_HEADERS = 32 * KILO  # bytes of a request line and all headers together
MOST_HEADERS = 100
HEADERS_WITHIN = 8.0  # seconds from the first byte to the empty line
IDLE_FOR = 60.0  # seconds in which a connection may rest between requests

# Bodies: forms and JSON are small; a scan of a paper has its own limit (and a form around it).
LARGEST_BODY = 2 * MEGA + 512 * KILO
LARGEST_UPLOAD = 11 * MEGA
UPLOADS = re.compile(r"/(?:api/v1/)?cases/[^/?]+/papers/[0-9]+/scan/?(?:\?.*)?")
BODY_WITHIN = 20.0  # seconds, and beyond that as long as this rate takes:
SLOWEST_BODY = 32 * KILO  # bytes a second

# Connections of one address that have not sent a whole request yet. A thousand screens behind one
# address come back at once after an outage.
MOST_UNFINISHED = 3000
# How many of them are taken before everybody else has had a turn.
ACCEPTED_AT_ONCE = 4

# After a refusal the client is listened to for a while, so that it reads the answer instead of
# finding the line dead while it still sends.
LISTEN_ON_FOR = 5.0  # seconds
LISTEN_ON_TO = 32 * MEGA


@dataclass(frozen=True)
class Refused:
    """Why a request is not taken: status, the end of its problem type, and two sentences."""

    status: HTTPStatus
    slug: str
    title: str
    detail: str


TOO_LARGE = Refused(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "too-large",
    "Dữ liệu quá lớn",
    "Yêu cầu lớn quá mức cho phép. Hãy gửi ít hơn.",
)
HEADERS_TOO_LARGE = Refused(
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    "headers-too-large",
    "Phần đầu yêu cầu quá lớn",
    "Hãy xóa cookie của trang này rồi thử lại.",
)
TOO_SLOW = Refused(
    HTTPStatus.REQUEST_TIMEOUT,
    "too-slow",
    "Yêu cầu đến quá chậm",
    "Máy chủ đã ngừng chờ. Hãy kiểm tra đường mạng rồi gửi lại.",
)
NO_ROOM = Refused(
    HTTPStatus.INSUFFICIENT_STORAGE,
    "no-room",
    "Máy chủ hết chỗ lưu",
    "Chưa có gì được lưu. Hãy báo người quản trị giải phóng ổ đĩa rồi gửi lại.",
)


def largest_body(method: bytes, path: bytes) -> int:
    """Return how many bytes the body of a request may have."""
    takes_files = method == b"POST" and UPLOADS.fullmatch(path.decode("latin-1"))
    return LARGEST_UPLOAD if takes_files else LARGEST_BODY


def body_within(length: int | None, largest: int) -> float:
    """Return in how many seconds a body must have come; of unknown length: the largest's."""
    return BODY_WITHIN + (largest if length is None else length) / SLOWEST_BODY
