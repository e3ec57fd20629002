"""Every error of the API in one form: `application/problem+json`."""

import logging
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from onestop.directory.problems import not_found_response, problem_response, refusal_response
from onestop.directory.rates import rate_use
from onestop.directory.refusals import Refusal, TooMany

logger = logging.getLogger(__name__)


def handlers_add(api: NinjaAPI) -> None:
    """Register how each kind of exception is answered."""
    api.exception_handler(Refusal)(_refused)
    api.exception_handler(ValidationError)(_invalid)
    api.exception_handler(AuthenticationError)(_unknown_caller)
    api.exception_handler(RequestDataTooBig)(_too_big)
    api.exception_handler(HttpError)(_unreadable)
    api.exception_handler(SuspiciousOperation)(_senseless)
    api.exception_handler(MultiPartParserError)(_senseless)
    api.exception_handler(Http404)(_not_found)
    api.exception_handler(Exception)(_broken)


def _refused(_request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return refusal_response(refusal)


def _invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = {_field(one["loc"]): _sentence(one) for one in error.errors}
    return problem_response(
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
        slug="bad-input",
        title=_("Dữ liệu chưa đúng"),
        detail=_("Hãy sửa các trường được nêu rồi gửi lại."),
        errors=errors,
    )


def _field(location: tuple[str | int, ...]) -> str:
    """Return the caller's name of a field: without "body" and the view's parameter name."""
    names = [str(one) for one in location]
    return ".".join(names[2:] or names[1:] or names)


def _sentence(error: dict[str, object]) -> str:
    known = {
        "missing": _("Thiếu trường này."),
        "extra_forbidden": _("Không có trường này."),
        "string_too_long": _("Dài quá mức cho phép."),
        "string_too_short": _("Không được để trống."),
        "string_type": _("Phải là chuỗi ký tự."),
        "int_parsing": _("Phải là số nguyên."),
        "int_type": _("Phải là số nguyên."),
        "bool_parsing": _("Phải là true hoặc false."),
        "bool_type": _("Phải là true hoặc false."),
    }
    return known.get(str(error["type"]), str(error.get("msg", "")))


def _unknown_caller(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    try:
        rate_use("api", request)
    except TooMany as refusal:
        return refusal_response(refusal)
    response = problem_response(
        status=HTTPStatus.UNAUTHORIZED,
        slug="not-signed-in",
        title=_("Chưa đăng nhập"),
        detail=_("Cần mã truy cập còn hiệu lực: Authorization: Bearer …"),
    )
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def _too_big(_request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    return problem_response(
        status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        slug="too-large",
        title=_("Dữ liệu quá lớn"),
        detail=_("Yêu cầu lớn quá mức cho phép. Hãy gửi ít hơn."),
    )


def _unreadable(_request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem_response(
        status=error.status_code,
        slug="unreadable",
        title=_("Không đọc được yêu cầu"),
        detail=_("Nội dung phải là JSON đúng cú pháp, mã UTF-8."),
    )


def _senseless(_request: HttpRequest, _error: Exception) -> HttpResponse:
    """Answer what no program of ours sends: thousands of fields, a form without its boundary."""
    return problem_response(
        status=HTTPStatus.BAD_REQUEST,
        slug="unreadable",
        title=_("Không đọc được yêu cầu"),
        detail=_("Yêu cầu không đúng dạng. Hãy xem lại Content-Type và nội dung."),
    )


def _not_found(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return not_found_response()


def _broken(_request: HttpRequest, error: Exception) -> HttpResponse:
    logger.error("The API failed", exc_info=error)
    return problem_response(
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        slug="broken",
        title=_("Lỗi hệ thống"),
        detail=_("Hệ thống gặp lỗi; chưa có gì thay đổi. Hãy thử lại hoặc báo quản trị."),
    )
