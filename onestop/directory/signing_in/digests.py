"""What stands for a secret or a name where it must not be read: keyed digests, and a vault."""

import base64
import unicodedata

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

_PURPOSE = "onestop.directory.signing_in"


def name_digest(name: str) -> str:
    """Return what stands for a name typed at sign-in: 32 hex digits, the same for AN and an.

    A name that no account has may be a password typed into the wrong field.
    """
    plain = unicodedata.normalize("NFKC", name).strip().casefold()
    return _digest("name", plain)[:32]


def session_digest(session_key: str) -> str:
    """Return what is stored of a session's key: 40 hex digits."""
    return _digest("session", session_key)[:40]


def code_digest(user_id: int, code: str) -> str:
    """Return what is stored of an account's back-up code."""
    return _digest("back-up code", f"{user_id} {code}")


def vault() -> MultiFernet:
    """Return what encrypts the secrets of authenticator apps; its key is not in the database."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([_fernet(secret) for secret in secrets])


def _fernet(secret: str | bytes) -> Fernet:
    key = salted_hmac(f"{_PURPOSE} vault", "key", secret=secret, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _digest(kind: str, value: str) -> str:
    return salted_hmac(f"{_PURPOSE} {kind}", value, algorithm="sha256").hexdigest()
