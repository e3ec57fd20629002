"""Settings that an installation gives by environment variables, each with the cure for a bad value.

A bad value never stops Django from loading: a usable default stands in for it and a `Problem` is
kept, so that `manage.py check` and `serve` can name the setting and say what to do.
"""

import base64
import binascii
import os
import secrets
import socket
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url

Network = IPv4Network | IPv6Network
# How often a caller without a token may do something from one address: a number in so many
# seconds. Generous for an office whose machines share an address.
RATES: dict[str, tuple[int, int]] = {
    "sign-in": (100, 300),  # wrong passwords; a right one is not counted
    "kiosk": (300, 60),  # tickets taken
    "ticket": (120, 60),  # turns given up, and addresses of tickets that are none
    "check-in": (20, 600),  # codes of appointments that give no number
    "look-up": (600, 60),  # searches at the kiosk
    "enrol": (60, 600),  # codes asked for by new devices
    "claim": (1200, 60),  # questions whether a code has been confirmed
    "api": (300, 60),  # calls without a valid token
}
PERSONAL_KEY_BYTES = 32


@dataclass(frozen=True)
class Problem:
    """A setting that cannot be used: a system check's id, what is wrong, and the cure."""

    id: str
    message: str
    hint: str


@dataclass
class Environment:
    """What the environment variables say, and the problems found while reading them."""

    base: Path
    problems: list[Problem] = field(default_factory=list)

    def data_folder(self) -> Path:
        """Return `ONESTOP_DATA`, made if absent; default `var` in the project's folder."""
        folder = Path(os.environ.get("ONESTOP_DATA") or self.base / "var").absolute()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self._problem(
                "onestop.E001",
                f"ONESTOP_DATA: the folder {folder} cannot be made ({error.strerror}).",
                "Set ONESTOP_DATA to a folder that this account may write to.",
            )
        return folder

    def secret_key(self, data_folder: Path) -> str:
        """Return `SECRET_KEY`, else the one kept in the data folder, made once with mode 0600."""
        given = os.environ.get("SECRET_KEY")
        if given:
            return given
        path = data_folder / "secret_key"
        try:
            if not path.exists():
                self._write_secret_key(path)
            return path.read_text(encoding="ascii").strip()
        except OSError as error:
            self._problem(
                "onestop.E002",
                f"The secret key {path} cannot be read or written ({error.strerror}).",
                "Set SECRET_KEY, or let this account read and write the data folder.",
            )
            return secrets.token_urlsafe(50)

    def personal_keys(self, data_folder: Path) -> tuple[str, ...]:
        """Return `PERSONAL_KEYS`, separated by commas, the newest first; else () and a file.

        The file `personal_keys` of the data folder, made once with mode 0600, then counts.
        """
        given = os.environ.get("PERSONAL_KEYS", "").split(",")
        keys = tuple(key.strip() for key in given if key.strip())
        if keys:
            self._check_keys(keys, "PERSONAL_KEYS")
            return keys
        path = data_folder / "personal_keys"
        try:
            if not path.exists():
                _write_once(path, f"{_new_key()}\n{_new_key()}\n")
            self._check_keys(path.read_text(encoding="ascii").split(), str(path))
        except (OSError, UnicodeDecodeError) as error:
            self._problem(
                "onestop.E010",
                f"The keys to personal data in {path} cannot be read ({type(error).__name__}).",
                "Let this account read the file, or put it back from where its copy is kept.",
            )
        return ()

    def _check_keys(self, keys: Sequence[str], source: str) -> None:
        if not keys or not all(map(_is_key, keys)):
            self._problem(
                "onestop.E011",
                f"{source} holds something that is no key to personal data.",
                "Each key is 32 random bytes in URL-safe base64, the newest first. "
                "Put back the keys that sealed the data; new ones cannot open it.",
            )

    @staticmethod
    def _write_secret_key(path: Path) -> None:
        _write_once(path, secrets.token_urlsafe(50))

    def database(self, data_folder: Path) -> dict[str, Any]:
        """Return Django's settings for `DATABASE_URL`; default SQLite in the data folder."""
        default = f"sqlite:///{data_folder / 'onestop.sqlite3'}"
        try:
            config = dict(dj_database_url.parse(os.environ.get("DATABASE_URL") or default))
        except (ValueError, dj_database_url.ParseError, dj_database_url.UnknownSchemeError):
            self._problem(
                "onestop.E003",
                "DATABASE_URL is not an address of a database.",
                "Write it as postgres://USER:PASSWORD@HOST:PORT/NAME or sqlite:///PATH.",
            )
            config = dict(dj_database_url.parse(default))
        if config["ENGINE"] == "django.db.backends.sqlite3":
            # Writers take turns in the order in which they came, and their lock when their
            # transaction begins, so that two wait for one another instead of failing half-way;
            # readers never wait (WAL).
            config["ENGINE"] = "onestop.sqlite"
            config["OPTIONS"] = {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            }
            # A file, so that tests with many threads meet the locks of a real installation.
            config["TEST"] = {"NAME": str(data_folder / "test.sqlite3")}
        return config

    def redis_url(self) -> str | None:
        """Return `REDIS_URL` if it is set and is an address of a Redis."""
        url = os.environ.get("REDIS_URL")
        if url and urlsplit(url).scheme not in {"redis", "rediss", "unix"}:
            self._problem(
                "onestop.E004",
                "REDIS_URL is not an address of a Redis.",
                "Write it as redis://HOST:PORT/0, or leave it out on a single machine.",
            )
            return None
        return url or None

    def public_url(self) -> str:
        """Return `ONESTOP_URL` without its last slash, or "" if the machine's address counts."""
        url = (os.environ.get("ONESTOP_URL") or "").rstrip("/")
        if url and (urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).netloc):
            self._problem(
                "onestop.E005",
                "ONESTOP_URL is not an address that a phone could open.",
                "Write it as http://HOST:PORT or https://HOST, as citizens reach this office.",
            )
            return ""
        return url

    def allowed_hosts(self) -> list[str]:
        """Return `ALLOWED_HOSTS`, separated by commas; default any, for an office's own network."""
        given = os.environ.get("ALLOWED_HOSTS", "")
        return [host.strip() for host in given.split(",") if host.strip()] or ["*"]

    def trusted_proxies(self) -> tuple[Network, ...]:
        """Return `TRUSTED_PROXIES`: who may say for whom a request is made; default nobody."""
        given = os.environ.get("TRUSTED_PROXIES", "")
        try:
            return tuple(ip_network(one.strip(), strict=False) for one in _listed(given))
        except ValueError:
            self._problem(
                "onestop.E006",
                "TRUSTED_PROXIES is not a list of addresses.",
                "Write addresses or networks with commas, for example 127.0.0.1,10.0.0.0/24.",
            )
            return ()

    def rates(self) -> dict[str, tuple[int, int]]:
        """Return `RATES` with what `ONESTOP_RATES` changes: NAME=NUMBER/SECONDS, with commas."""
        rates = dict(RATES)
        try:
            for one in _listed(os.environ.get("ONESTOP_RATES", "")):
                name, _equals, amount = one.partition("=")
                rates[name.strip()] = _rate(name.strip(), amount)
        except ValueError:
            self._problem(
                "onestop.E007",
                "ONESTOP_RATES cannot be read.",
                f"Write it as kiosk=300/60,sign-in=100/300; names: {', '.join(RATES)}.",
            )
            return dict(RATES)
        return rates

    def _problem(self, problem_id: str, message: str, hint: str) -> None:
        self.problems.append(Problem(problem_id, message, hint))


def _listed(text: str) -> list[str]:
    """Return what stands between commas."""
    return [one for one in text.split(",") if one.strip()]


def _rate(name: str, amount: str) -> tuple[int, int]:
    """Return a number and its seconds; raises `ValueError` for what is no rate."""
    number, seconds = (int(part) for part in amount.split("/"))
    if name not in RATES or number < 1 or seconds < 1:
        raise ValueError(name)
    return number, seconds


def _write_once(path: Path, text: str) -> None:
    """Write a file that only this account may read, whole or not at all, unless it is there."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another process of this office was first: its file counts
            os.link(draft, path)
    finally:
        draft.unlink()


def _new_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(PERSONAL_KEY_BYTES)).decode()


def _is_key(text: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(text.encode("ascii"))) == PERSONAL_KEY_BYTES
    except (binascii.Error, UnicodeEncodeError):
        return False


def network_address() -> str:
    """Return this machine's address on its network, or 127.0.0.1 when it has none.

    No packet is sent: a UDP socket that is only connected tells which address would be used.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])
