"""Sealing a text: AES-256-GCM, with the id of the key before it.

`context` names where the text belongs (a column): a sealed text that is moved elsewhere does not
open. A sealed text reads `v1.KEY.BASE64`.
"""

import base64
import binascii
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from onestop.directory.keys.ring import KeyGone, ring

VERSION = "v1"
NONCE_BYTES = 12


def sealed(text: str, context: str) -> str:
    """Return the text sealed with the newest key; the empty text stays empty."""
    if not text:
        return ""
    key = ring().newest
    nonce = secrets.token_bytes(NONCE_BYTES)
    hidden = nonce + AESGCM(key.sealing).encrypt(nonce, text.encode(), context.encode())
    return f"{VERSION}.{key.id}.{base64.urlsafe_b64encode(hidden).decode()}"


def opened(stored: str, context: str) -> str:
    """Return the text; raises `KeyGone` when its key is gone or it was not sealed here."""
    if not stored:
        return ""
    _version, key_id, hidden = _parts(stored)
    key = ring().by_id(key_id)
    try:
        raw = base64.urlsafe_b64decode(hidden)
        nonce, rest = raw[:NONCE_BYTES], raw[NONCE_BYTES:]
        return AESGCM(key.sealing).decrypt(nonce, rest, context.encode()).decode()
    except (InvalidTag, binascii.Error, ValueError):
        raise KeyGone from None


def key_id_of(stored: str) -> str:
    """Return the id of the key that sealed it; "" for the empty text."""
    return _parts(stored)[1] if stored else ""


def _parts(stored: str) -> tuple[str, str, str]:
    version, _dot, rest = stored.partition(".")
    key_id, _dot, hidden = rest.partition(".")
    if version != VERSION or not hidden:
        raise KeyGone
    return version, key_id, hidden
