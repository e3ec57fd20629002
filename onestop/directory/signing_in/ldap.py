"""Accounts of a directory (LDAP, Active Directory): it checks the password, nothing more.

The account must exist here under the same name and be active; its rights are those given here.
Loaded only where `LDAP_URL` is set, and tried after the passwords of this installation.
"""

import logging
from typing import Any, cast

import ldap
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django_auth_ldap.backend import LDAPBackend, ldap_error
from django_auth_ldap.config import LDAPSearch

from onestop.directory.models import User
from onestop.sign_in_environment import LdapSettings

logger = logging.getLogger(__name__)
# The library's own lines name who signs in.
logging.getLogger("django_auth_ldap").setLevel(logging.CRITICAL)

CONNECT_TIMEOUT = 3  # seconds
ANSWER_TIMEOUT = 5


class DirectoryBackend(LDAPBackend):  # type: ignore[misc] # ships no types
    """Asks the directory that `LDAP_*` name."""

    @property
    def default_settings(self) -> dict[str, Any]:
        """Return what the library would read from Django's settings."""
        given = cast("LdapSettings", settings.LDAP)
        return {
            "SERVER_URI": given.url,
            "BIND_DN": given.bind_dn,
            "BIND_PASSWORD": given.bind_password,
            "START_TLS": given.start_tls,
            "USER_SEARCH": LDAPSearch(
                given.base, ldap.SCOPE_SUBTREE, f"({given.attribute}=%(user)s)"
            ),
            "NO_NEW_USERS": True,
            "ALWAYS_UPDATE_USER": False,
            "CONNECTION_OPTIONS": {
                ldap.OPT_NETWORK_TIMEOUT: CONNECT_TIMEOUT,
                ldap.OPT_TIMEOUT: ANSWER_TIMEOUT,
                ldap.OPT_REFERRALS: 0,  # Active Directory refers to servers that nobody named
            },
        }

    def get_or_build_user(self, username: str, _ldap_user: Any) -> tuple[User, bool]:
        """Return the active account of this name; a new one, which is refused, where is none."""
        found = User.objects.filter(username=username, is_active=True).first()
        return (found, False) if found else (User(username=username), True)

    def get_user(self, user_id: int) -> Any:
        """Return the account of a session, unless it was locked meanwhile."""
        return ModelBackend().get_user(user_id)


def _unanswered(sender: type, *, exception: Exception, **about: Any) -> None:
    """Note that the directory could not be asked, so that the page can say so."""
    del sender
    logger.error("The directory at LDAP_URL cannot be asked: %s", type(exception).__name__)
    request: HttpRequest | None = about.get("request")
    if request is not None:
        vars(request)["directory_away"] = True


ldap_error.connect(_unanswered)
