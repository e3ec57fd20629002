"""Accounts of an OpenID provider: it says who somebody is, nothing more.

The account must exist here under the name that `OIDC_CLAIM` gives and be active; its rights are
those given here. Loaded only where `OIDC_ISSUER` is set.
"""

from functools import lru_cache
from typing import Any, cast

import jwt
import requests
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import SuspiciousOperation
from django.db.models import QuerySet
from django.http import HttpRequest
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.utils import import_from_settings

from onestop.directory.models import User
from onestop.sign_in_environment import OpenIdSettings

TIMEOUT = 5  # seconds for each answer of the provider
# What a provider that is away, or whose answer cannot be believed, makes the libraries raise.
PROBLEMS = (requests.RequestException, jwt.PyJWTError, SuspiciousOperation, KeyError)
Claims = dict[str, Any]


@lru_cache(maxsize=4)
def provider_addresses(issuer: str) -> dict[str, str]:
    """Return the provider's addresses as it publishes them (OpenID Connect Discovery 1.0, 4).

    Raises `requests.RequestException` when it does not answer, `SuspiciousOperation` when it calls
    itself by another name.
    """
    answer = requests.get(f"{issuer}/.well-known/openid-configuration", timeout=TIMEOUT)
    answer.raise_for_status()
    found = answer.json()
    if str(found["issuer"]).rstrip("/") != issuer:
        message = "the provider's issuer is not OIDC_ISSUER"
        raise SuspiciousOperation(message)
    return {
        "OIDC_OP_AUTHORIZATION_ENDPOINT": found["authorization_endpoint"],
        "OIDC_OP_TOKEN_ENDPOINT": found["token_endpoint"],
        "OIDC_OP_USER_ENDPOINT": found["userinfo_endpoint"],
        "OIDC_OP_JWKS_ENDPOINT": found["jwks_uri"],
    }


def provided(name: str, *default: Any) -> Any:
    """Return what the library would read from Django's settings."""
    given = _given()
    own = {
        "OIDC_RP_CLIENT_ID": given.client_id,
        "OIDC_RP_CLIENT_SECRET": given.client_secret,
        "OIDC_RP_SIGN_ALGO": given.algorithm,
        "OIDC_RP_SCOPES": given.scopes,
        "OIDC_AUTHENTICATION_CALLBACK_URL": "open-id-back",
        "OIDC_CREATE_USER": False,
        "OIDC_USE_PKCE": True,
        "OIDC_TIMEOUT": TIMEOUT,
    }
    if name.startswith("OIDC_OP_") and name.endswith("_ENDPOINT"):
        return provider_addresses(given.issuer)[name]
    return own[name] if name in own else import_from_settings(name, *default)


def _given() -> OpenIdSettings:
    return cast("OpenIdSettings", settings.OPEN_ID)


class OpenIdBackend(OIDCAuthenticationBackend):  # type: ignore[misc] # ships no types
    """Recognises who comes back from the provider that `OIDC_*` name."""

    get_settings = staticmethod(provided)

    def __init__(self) -> None:
        """Ask nobody: Django makes one for every sign-in, also by password."""
        self.UserModel = User

    def authenticate(
        self, request: HttpRequest | None, *, nonce: str, code_verifier: str | None = None
    ) -> User | None:
        """Return the account; raises one of `PROBLEMS` if the provider cannot be believed."""
        super().__init__()  # now the provider's addresses are needed
        user = super().authenticate(request, nonce=nonce, code_verifier=code_verifier)
        return cast("User | None", user)

    def retrieve_matching_jwk(self, token: str) -> jwt.PyJWK:
        """Return the provider's key for a token; one without a key's name where there is but one.

        The library insists on a name, which the standard asks for only where there are several
        keys (OpenID Connect Core 1.0, 10.1).
        """
        answer = requests.get(self.OIDC_OP_JWKS_ENDPOINT, timeout=TIMEOUT)
        answer.raise_for_status()
        name = jwt.get_unverified_header(token).get("kid")
        fits = [
            key
            for key in answer.json()["keys"]
            if name in {None, key.get("kid")}
            and key.get("alg", _given().algorithm) == _given().algorithm
            and key.get("use", "sig") == "sig"
        ]
        if len(fits) != 1:
            message = "no key of the provider fits the token"
            raise SuspiciousOperation(message)
        return jwt.PyJWK(fits[0], algorithm=_given().algorithm)

    def verify_token(self, token: str, **more: Any) -> Claims:
        """Return what a token says if the provider signed it, and for this installation.

        The library checks signature, times and nonce (OpenID Connect Core 1.0, 3.1.3.7).
        """
        claims: Claims = super().verify_token(token, **more)
        heard = claims.get("aud")
        hearers = heard if isinstance(heard, list) else [heard]
        issuer = str(claims.get("iss")).rstrip("/")
        if _given().client_id not in hearers or issuer != _given().issuer:
            message = "the token is for somebody else or from somebody else"
            raise SuspiciousOperation(message)
        return claims

    def get_userinfo(self, access_token: str, id_token: str, payload: Claims) -> Claims:
        """Return what the provider tells of the person of the token, and of nobody else (5.3.2)."""
        told: Claims = super().get_userinfo(access_token, id_token, payload)
        if told.get("sub") != payload.get("sub"):
            message = "the provider told of somebody else"
            raise SuspiciousOperation(message)
        return told

    def verify_claims(self, claims: Claims) -> bool:
        """Tell whether the provider gave the name that counts here."""
        return bool(claims.get(_given().claim))

    def filter_users_by_claims(self, claims: Claims) -> QuerySet[User]:
        """Return the active account of that name, if there is one."""
        name = str(claims[_given().claim])
        return User.objects.filter(username=name, is_active=True)

    def get_user(self, user_id: int) -> Any:
        """Return the account of a session, unless it was locked meanwhile."""
        return ModelBackend().get_user(user_id)
