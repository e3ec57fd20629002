"""To the OpenID provider and back, by mozilla-django-oidc; imported only where it is configured."""

import logging
from http import HTTPStatus
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView

from onestop.directory.forms import SignInForm
from onestop.directory.signing_in.entering import enter
from onestop.directory.signing_in.open_id import PROBLEMS, provided
from onestop.directory.views.sign_in import sign_in_page

logger = logging.getLogger(__name__)

AWAY = _(
    "Không hỏi được máy chủ tài khoản. Hãy thử lại sau, hoặc đăng nhập bằng mật khẩu của nơi này "
    "nếu bạn có."
)
REFUSED = _(
    "Máy chủ tài khoản không xác nhận, hoặc tài khoản đó chưa được mở ở đây hay đã khóa. Hãy nhờ "
    "người quản trị."
)


class _Ask(OIDCAuthenticationRequestView):  # type: ignore[misc] # ships no types
    get_settings = staticmethod(provided)


class _Back(OIDCAuthenticationCallbackView):  # type: ignore[misc] # ships no types
    get_settings = staticmethod(provided)

    def login_success(self) -> HttpResponse:
        return enter(self.request, self.user, self.success_url, timezone.now())

    def login_failure(self) -> HttpResponse:
        return _told(self.request, REFUSED, HTTPStatus.FORBIDDEN)


def ask(request: HttpRequest) -> HttpResponse:
    """Lead to the provider, or say that it is away."""
    return _answered(_Ask, request)


def back(request: HttpRequest) -> HttpResponse:
    """Begin the session of whom the provider sends back, or say why not."""
    return _answered(_Back, request)


def _answered(view: type[_Ask | _Back], request: HttpRequest) -> HttpResponse:
    try:
        return cast("HttpResponse", view.as_view()(request))
    except PROBLEMS as problem:
        logger.error("The provider at OIDC_ISSUER cannot be used: %s", type(problem).__name__)  # noqa: TRY400 (its text may name people)
        return _told(request, AWAY, HTTPStatus.SERVICE_UNAVAILABLE)


def _told(request: HttpRequest, sentence: Promise, status: HTTPStatus) -> HttpResponse:
    return sign_in_page(request, SignInForm(request), status=status, told=sentence)
