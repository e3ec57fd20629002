"""The bytes of scans: files with random names in the data folder, far from what is served."""

import os
import secrets
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onestop.directory.refusals import NotFound, Refusal


class NoRoom(Refusal):
    """The disk does not take the file."""

    status = HTTPStatus.INSUFFICIENT_STORAGE
    slug = "no-room"
    title = gettext_lazy("Máy chủ hết chỗ lưu")


def scan_write(content: bytes) -> str:
    """Store the bytes and return the name of the file; they are on the disk when it returns.

    They are written under another name first, so that a name never stands for half a file.
    Raises `NoRoom`, and leaves nothing behind, when the disk does not take them.
    """
    name = secrets.token_hex(16)
    path = _path(name)
    half = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(half, content)
        half.replace(path)
        _sync(path.parent)
    except OSError:
        scan_remove(name)
        half.unlink(missing_ok=True)
        raise NoRoom(
            _("Chưa lưu được tệp. Hãy báo người quản trị giải phóng ổ đĩa rồi gửi lại.")
        ) from None
    return name


def scan_read(name: str) -> bytes:
    """Return the bytes; raises `NotFound` if the file is gone."""
    try:
        return _path(name).read_bytes()
    except OSError:
        raise NotFound(_("Không còn tệp quét này trên máy chủ. Hãy báo người quản trị.")) from None


def scan_remove(name: str) -> None:
    """Remove the file, if it is there."""
    with suppress(OSError):
        _path(name).unlink()


def _path(name: str) -> Path:
    """Return where a file lies: in one of 256 folders, so that none grows too long."""
    return Path(settings.ONESTOP_DATA) / "scans" / name[:2] / name


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Let the folder's entry reach the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
