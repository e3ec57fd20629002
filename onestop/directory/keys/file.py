"""Changing the file of keys: whole or not at all, and readable by this account alone."""

import base64
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from onestop.directory.keys.ring import KEY_BYTES, Key, ring


def is_in_environment() -> bool:
    """Tell whether the keys are given by `PERSONAL_KEYS`, which no command can change."""
    return bool(settings.PERSONAL_KEYS)


def key_add() -> Key:
    """Put a new key before the others and return it."""
    added = Key(secrets.token_bytes(KEY_BYTES))
    _write([added, *ring().keys])
    return added


def keys_keep(ids: set[str]) -> list[str]:
    """Take away every key that is neither named, the newest nor the root; return their ids."""
    now = ring()
    kept = [one for one in now.keys if one.id in ids or one in {now.newest, now.root}]
    gone = [one.id for one in now.keys if one not in kept]
    if gone:
        _write(kept)
    return gone


def keys_changed_at() -> float:
    """Return when the file was last changed, in seconds since 1970."""
    return _path().stat().st_mtime


def _path() -> Path:
    path: Path = settings.PERSONAL_KEYS_FILE
    return path


def _write(keys: Sequence[Key]) -> None:
    path = _path()
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.writelines(f"{base64.urlsafe_b64encode(one.secret).decode()}\n" for one in keys)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
