"""Settings of sign-in that an installation gives by environment, each with the cure for a bad one.

As in `environment.py`: a usable default stands in for a bad value and a `Problem` is kept.
"""

import os
from dataclasses import dataclass, field
from importlib.util import find_spec
from urllib.parse import urlsplit

from onestop.environment import Problem

OFF, OFFERED, REQUIRED = "off", "offered", "required"


@dataclass(frozen=True)
class OpenIdSettings:
    """The provider of OpenID Connect whose accounts may sign in here."""

    issuer: str
    client_id: str
    client_secret: str
    claim: str  # whose value is the name of the account here
    scopes: str
    algorithm: str
    name: str  # on the button of the sign-in page


@dataclass(frozen=True)
class LdapSettings:
    """The directory (LDAP, Active Directory) whose accounts may sign in here."""

    url: str
    base: str  # below which people are looked for
    attribute: str  # whose value is the name of the account here
    bind_dn: str  # who looks; "" for nobody
    bind_password: str
    start_tls: bool


@dataclass
class SignInEnvironment:
    """What the environment variables say about sign-in, and the problems found."""

    problems: list[Problem] = field(default_factory=list)

    def number(self, name: str, default: int, lowest: int, highest: int) -> int:
        """Return the whole number in a variable, between the bounds."""
        given = os.environ.get(name) or str(default)
        if given.isascii() and given.isdigit() and lowest <= int(given) <= highest:
            return int(given)
        self._problem(
            "onestop.E020",
            f"{name} is not a number from {lowest} to {highest}.",
            f"Set {name} to such a number, or leave it out: {default}.",
        )
        return default

    def second_factor(self) -> str:
        """Return `SECOND_FACTOR`: off, offered (the default) or required of who approves."""
        given = os.environ.get("SECOND_FACTOR") or OFFERED
        if given in {OFF, OFFERED, REQUIRED}:
            return given
        self._problem(
            "onestop.E021",
            "SECOND_FACTOR is not one of off, offered, required.",
            "Set it to required where everyone who approves must confirm with a phone.",
        )
        # What was meant is unknown: the stricter reading locks nobody out, it asks to enrol.
        return REQUIRED

    def open_id(self) -> OpenIdSettings | None:
        """Return what `OIDC_*` say, or None where `OIDC_ISSUER` is not set or not usable."""
        issuer = (os.environ.get("OIDC_ISSUER") or "").rstrip("/")
        if not issuer:
            return None
        found = OpenIdSettings(
            issuer=issuer,
            client_id=os.environ.get("OIDC_CLIENT_ID", ""),
            client_secret=os.environ.get("OIDC_CLIENT_SECRET", ""),
            claim=os.environ.get("OIDC_CLAIM") or "preferred_username",
            scopes=os.environ.get("OIDC_SCOPES") or "openid profile",
            algorithm=os.environ.get("OIDC_ALGORITHM") or "RS256",
            name=os.environ.get("OIDC_NAME") or urlsplit(issuer).netloc,
        )
        return found if self._open_id_usable(found) else None

    def ldap(self) -> LdapSettings | None:
        """Return what `LDAP_*` say, or None where `LDAP_URL` is not set or not usable."""
        url = os.environ.get("LDAP_URL")
        if not url:
            return None
        found = LdapSettings(
            url=url,
            base=os.environ.get("LDAP_BASE", ""),
            attribute=os.environ.get("LDAP_ATTRIBUTE") or "uid",
            bind_dn=os.environ.get("LDAP_BIND_DN", ""),
            bind_password=os.environ.get("LDAP_BIND_PASSWORD", ""),
            start_tls=os.environ.get("LDAP_START_TLS", "").lower() in {"1", "yes", "true"},
        )
        return found if self._ldap_usable(found) else None

    def _open_id_usable(self, found: OpenIdSettings) -> bool:
        address = urlsplit(found.issuer)
        if address.scheme not in {"http", "https"} or not address.netloc:
            return self._problem(
                "onestop.E022",
                "OIDC_ISSUER is not the address of an OpenID provider.",
                "Write it as https://HOST/PATH, as the provider names itself.",
            )
        if not found.client_id or not found.client_secret:
            return self._problem(
                "onestop.E023",
                "OIDC_ISSUER is set, but not OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.",
                "Register this installation with the provider and set both, or leave all out.",
            )
        if found.algorithm not in {"RS256", "ES256", "HS256"}:
            return self._problem(
                "onestop.E024",
                "OIDC_ALGORITHM is not one of RS256, ES256, HS256.",
                "Leave it out: most providers sign with RS256.",
            )
        return self._installed("mozilla_django_oidc", "OIDC_ISSUER")

    def _ldap_usable(self, found: LdapSettings) -> bool:
        address = urlsplit(found.url)
        if address.scheme not in {"ldap", "ldaps", "ldapi"} or not address.netloc:
            return self._problem(
                "onestop.E025",
                "LDAP_URL is not the address of a directory.",
                "Write it as ldaps://HOST or ldap://HOST:389 (then with LDAP_START_TLS=yes).",
            )
        if not found.base or not found.attribute.replace("-", "").isalnum():
            return self._problem(
                "onestop.E026",
                "LDAP_URL is set, but LDAP_BASE or LDAP_ATTRIBUTE cannot be used.",
                "Set LDAP_BASE to where the accounts are, such as ou=people,dc=example,dc=vn, and "
                "LDAP_ATTRIBUTE to uid or sAMAccountName.",
            )
        return self._installed("django_auth_ldap", "LDAP_URL")

    def _installed(self, package: str, setting: str) -> bool:
        if find_spec(package) is not None:
            return True
        return self._problem(
            "onestop.E027",
            f"{setting} is set, but what it needs is not installed ({package}).",
            "Install it with: pip install -r requirements-sso.txt",
        )

    def _problem(self, problem_id: str, message: str, hint: str) -> bool:
        self.problems.append(Problem(problem_id, message, hint))
        return False
