"""Who calls the API."""

from django.http import HttpRequest
from ninja.security.base import AuthBase

from onestop.directory.bearer import bearer_user
from onestop.directory.models import User


class BearerAuth(AuthBase):
    """A bearer token with the rights of its account; `request.auth` is that account."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> User | None:
        """Return the account, or None for 401."""
        return bearer_user(request)

    def __repr__(self) -> str:
        return "BearerAuth()"
