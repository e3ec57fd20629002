"""Refusals: what a service raises when it will not do what was asked.

Each carries a sentence in the user's language that says what is wrong and what to do. Pages show
it, the API answers it as `application/problem+json` with the status given here. A refusal always
leaves the database as it was: services raise it inside their transaction.
"""

from collections.abc import Mapping
from http import HTTPStatus

from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Refusal(Exception):
    """Something that was asked for and is not done. `detail` says why, in the user's language."""

    status = HTTPStatus.CONFLICT
    slug = "refused"
    title: Text = _("Không thực hiện được")

    def __init__(self, detail: Text, *, errors: Mapping[str, Text] | None = None) -> None:
        super().__init__(str(detail))
        self.detail = detail
        self.headers: dict[str, str] = {}  # of the answer
        self.errors: dict[str, Text] = dict(errors or {})

    def with_headers(self, response: HttpResponse) -> HttpResponse:
        """Return the answer that shows this refusal with the headers that belong to it."""
        for name, value in self.headers.items():
            response.headers[name] = value
        return response


class NotAllowed(Refusal):
    """The account has no right to do this. Asked before the state of the thing: 403 before 409."""

    status = HTTPStatus.FORBIDDEN
    slug = "not-allowed"
    title = _("Không có quyền")


class NotFound(Refusal):
    """There is no such thing, or it belongs to another office: the answer is the same."""

    status = HTTPStatus.NOT_FOUND
    slug = "not-found"
    title = _("Không tìm thấy")


class StateForbids(Refusal):
    """The thing is in a state in which this cannot be done."""

    slug = "state-forbids"
    title = _("Trạng thái không cho phép")


class BadInput(Refusal):
    """A value that cannot be used; `errors` names the field and says what to enter."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    slug = "bad-input"
    title = _("Dữ liệu chưa đúng")

    @classmethod
    def field(cls, name: str, detail: Text) -> "BadInput":
        """Return the refusal of one field's value."""
        return cls(detail, errors={name: detail})


class TooMany(Refusal):
    """Something that was done too often; in `wait` seconds it may be tried again."""

    status = HTTPStatus.TOO_MANY_REQUESTS
    slug = "too-many"
    title = _("Quá nhiều yêu cầu")

    def __init__(self, detail: Text, *, wait: int) -> None:
        super().__init__(detail)
        self.wait = max(wait, 1)
        self.headers["Retry-After"] = str(self.wait)
