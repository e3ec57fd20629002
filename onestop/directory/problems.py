"""How the HTTP API says no: `application/problem+json` (RFC 9457)."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onestop.directory.refusals import Refusal, Text


def problem_response(
    *,
    status: int,
    slug: str,
    title: Text,
    detail: Text,
    errors: Mapping[str, Text] | None = None,
) -> HttpResponse:
    """Return an error as the API's callers get it; `errors` names fields."""
    body: dict[str, object] = {
        "type": f"urn:onestop:problem:{slug}",
        "title": str(title),
        "status": int(status),
        "detail": str(detail),
    }
    if errors:
        body["errors"] = {name: str(text) for name, text in errors.items()}
    return HttpResponse(
        json.dumps(body, ensure_ascii=False),
        status=status,
        content_type="application/problem+json",
        headers={"Content-Language": get_language() or "vi"},
    )


def refusal_response(refusal: Refusal) -> HttpResponse:
    """Return a refusal as the API's callers get it."""
    response = problem_response(
        status=refusal.status,
        slug=refusal.slug,
        title=refusal.title,
        detail=refusal.detail,
        errors=refusal.errors,
    )
    return refusal.with_headers(response)


def not_found_response() -> HttpResponse:
    """Return the answer to an address that is not the API's."""
    return problem_response(
        status=HTTPStatus.NOT_FOUND,
        slug="not-found",
        title=_("Không tìm thấy"),
        detail=_("Không có địa chỉ này. Hãy xem lại đường dẫn."),
    )
