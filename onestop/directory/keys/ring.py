"""The ring of keys: `PERSONAL_KEYS`, else the file `personal_keys` of the data folder.

Keys are 32 bytes in URL-safe base64, the newest first. What is written is written with the first;
every one is tried by its id for what is read. The last is the root: derived keys come from it, so
it stays on the ring for ever. The file is read again when it changes: a running office takes up a
new key without a restart.
"""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from pathlib import Path
from threading import Lock

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from onestop.directory.refusals import Refusal

KEY_BYTES = 32
ID_DIGITS = 8


class KeyGone(Refusal):
    """Personal data cannot be read: the key that sealed it is not on the ring."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    slug = "key-gone"
    title = _("Không đọc được dữ liệu cá nhân")

    def __init__(self) -> None:
        super().__init__(
            _(
                "Máy chủ thiếu khóa của dữ liệu cá nhân. Hãy báo quản trị đặt lại khóa cũ "
                "(tệp personal_keys hoặc PERSONAL_KEYS)."
            ),
        )


@dataclass(frozen=True)
class Key:
    """One key; `id` tells it from others and says nothing about it."""

    secret: bytes

    def __repr__(self) -> str:
        return f"Key({self.id})"

    @cached_property
    def id(self) -> str:
        """Return eight hexadecimal digits."""
        return self.derived("id").hex()[:ID_DIGITS]

    @cached_property
    def sealing(self) -> bytes:
        """Return the key that encrypts."""
        return self.derived("seal")

    @cached_property
    def digesting(self) -> bytes:
        """Return the key of digests that are searched for."""
        return self.derived("digest")

    def derived(self, purpose: str) -> bytes:
        """Return 32 bytes for one purpose."""
        info = f"onestop personal {purpose}".encode()
        return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(self.secret)


@dataclass(frozen=True)
class Ring:
    """All keys, the newest first."""

    keys: tuple[Key, ...]

    @property
    def newest(self) -> Key:
        """Return the key that writes."""
        return self.keys[0]

    @property
    def root(self) -> Key:
        """Return the key from which others are derived; it never leaves the ring."""
        return self.keys[-1]

    def by_id(self, key_id: str) -> Key:
        """Return the key, or raise `KeyGone`."""
        found = next((one for one in self.keys if one.id == key_id), None)
        if found is None:
            raise KeyGone
        return found


def keys_read(texts: Sequence[str]) -> Ring | None:
    """Return the ring of the keys as written, or None if one is no key or there is none."""
    try:
        secrets = [base64.urlsafe_b64decode(one.encode("ascii")) for one in texts]
    except (binascii.Error, UnicodeEncodeError):
        return None
    if not secrets or any(len(one) != KEY_BYTES for one in secrets):
        return None
    return Ring(tuple(map(Key, secrets)))


class _Keeper:
    """Reads the ring once, and the file again when it was changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: object = None
        self._ring: Ring | None = None

    def ring(self) -> Ring:
        """Return the ring as it is now; raises `KeyGone` when it cannot be read."""
        given: tuple[str, ...] = settings.PERSONAL_KEYS
        path: Path = settings.PERSONAL_KEYS_FILE
        with self._lock:
            stamp = given or _stamp(path)
            if stamp != self._seen or self._ring is None:
                self._ring = keys_read(given or _lines(path))
                self._seen = stamp
            if self._ring is None:
                raise KeyGone
            return self._ring


def _stamp(path: Path) -> object:
    try:
        found = path.stat()
    except OSError:
        raise KeyGone from None
    return (path, found.st_mtime_ns, found.st_ino, found.st_size)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError):
        raise KeyGone from None


_keeper = _Keeper()


def ring() -> Ring:
    """Return the keys of this installation; raises `KeyGone` when they cannot be read."""
    return _keeper.ring()


def derived_key(purpose: str) -> bytes:
    """Return 32 bytes for the purpose, the same for ever: they come from the root."""
    return ring().root.derived(f"for {purpose}")
