"""The keys of the audit, all derived from one secret outside the database.

This module alone knows where the secret comes from: the installation's `SECRET_KEY`, and after it
was changed, the former ones in Django's `SECRET_KEY_FALLBACKS`.
"""

import base64
import hashlib
from dataclasses import dataclass
from functools import lru_cache

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


@dataclass(frozen=True)
class AuditKey:
    """What one secret gives: a name for it, and a key for each purpose."""

    name: str
    seals: bytes
    values: bytes
    vault: Fernet


def audit_keys() -> list[AuditKey]:
    """Return the keys, the one that is used for new rows first."""
    return [_derived(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def audit_key() -> AuditKey:
    """Return the key for new rows."""
    return audit_keys()[0]


@lru_cache(maxsize=8)
def _derived(secret: str) -> AuditKey:
    def derived(purpose: str) -> bytes:
        hkdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"audit {purpose}".encode())
        return hkdf.derive(secret.encode())

    return AuditKey(
        name=hashlib.sha256(derived("name")).hexdigest()[:16],
        seals=derived("seals"),
        values=derived("values"),
        vault=Fernet(base64.urlsafe_b64encode(derived("vault"))),
    )
