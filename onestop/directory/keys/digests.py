"""Keyed digests: a value that is sealed is found by them, and by nobody without the key."""

import hashlib
import hmac

from onestop.directory.keys.ring import Key, ring


def digest(value: str, context: str) -> str:
    """Return the digest of a value with the newest key, 64 digits; "" for the empty value."""
    return _digest(ring().newest, value, context) if value else ""


def digests(value: str, context: str) -> list[str]:
    """Return the digests that a stored value may have: one a key, while keys are changed."""
    return [_digest(key, value, context) for key in ring().keys] if value else []


def _digest(key: Key, value: str, context: str) -> str:
    message = f"{context}\0{value}".encode()
    return hmac.new(key.digesting, message, hashlib.sha256).hexdigest()
