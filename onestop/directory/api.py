"""The HTTP API of access tokens: one's own are listed and ended.

None is made here: a token that could make tokens would outlive its own end.
"""

from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.utils import timezone
from ninja import Router, Schema, Status

from onestop.directory.administration import tokens_of
from onestop.directory.models import AccessToken
from onestop.directory.routes import needs
from onestop.directory.services import access_token_revoke

router = Router(tags=["tokens"])


class TokenOut(Schema):
    """A token as its owner sees it; its secret is not kept anywhere."""

    id: int
    name: str
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None


@router.get("/tokens", response=list[TokenOut])
@needs()
def token_list(request: Any) -> list[AccessToken]:
    """Return the caller's tokens that still open something."""
    return tokens_of(request.auth)


@router.delete("/tokens/{int:token_id}", response={204: None})
@needs()
def token_end(request: Any, token_id: int) -> Status[None]:
    """End one's own token, or one of an account that the caller administers."""
    access_token_revoke(token_id=token_id, actor=request.auth, now=timezone.now())
    return Status(HTTPStatus.NO_CONTENT, None)
