"""Personal values in the audit: a keyed digest in the row, the value itself in a table to erase."""

import hmac
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import InvalidToken, MultiFernet

from onestop.directory.audit.keys import audit_key, audit_keys
from onestop.directory.models import AuditValue

# A field with its value before and after; None and "" are "there was none".
Personal = Mapping[str, tuple[str | None, str | None]]
SALT_BYTES = 16


@dataclass(frozen=True)
class Salted:
    """A personal field on its way into the audit."""

    field: str
    before: str
    after: str
    salt: bytes


def values_salted(personal: Personal) -> list[Salted]:
    """Return the fields that have a value, each with a random salt of its own."""
    return [
        Salted(field, before or "", after or "", secrets.token_bytes(SALT_BYTES))
        for field, (before, after) in personal.items()
        if before or after
    ]


def value_digests(salted: Iterable[Salted], side: str) -> dict[str, Any]:
    """Return what a row says of personal values; `side`: before or after."""
    return {
        one.field: {"digest": value_digest(audit_key().values, one.salt, getattr(one, side))}
        for one in salted
        if getattr(one, side)
    }


def value_digest(key: bytes, salt: bytes, value: str) -> str:
    """Return the digest of a value under a key and a salt."""
    return hmac.digest(key, salt + value.encode(), "sha256").hex()


def values_store(event_id: int, subject: str, salted: Iterable[Salted]) -> None:
    """Keep the values of an event, encrypted; one statement."""
    AuditValue.objects.bulk_create(
        AuditValue(
            event_id=event_id,
            subject=subject,
            field=one.field,
            salt=one.salt,
            before=_hidden(one.before),
            after=_hidden(one.after),
        )
        for one in salted
    )


def audit_values_of(*, subject: str) -> Iterator[tuple[int, str, str, str]]:
    """Yield event id, field, value before and after of what is still held of the subject."""
    for one in AuditValue.objects.filter(subject=subject).order_by("id"):
        yield one.event_id, one.field, value_shown(one.before), value_shown(one.after)


def audit_values_erase(*, subject: str) -> int:
    """Erase the personal values of the subject from the audit; return how many fields that were.

    The rows stay as they are, and the seals still hold.
    """
    erased, _by_model = AuditValue.objects.filter(subject=subject).delete()
    return erased


def value_shown(hidden: str) -> str:
    """Return the value in clear; raises `cryptography.fernet.InvalidToken` without its key."""
    vaults = MultiFernet([key.vault for key in audit_keys()])
    return vaults.decrypt(hidden).decode() if hidden else ""


def value_fits(one: AuditValue, side: str, told: object) -> bool:
    """Tell whether a stored value is the one of which an event holds the digest `told`."""
    try:
        value = value_shown(getattr(one, side))
    except InvalidToken:
        return False
    if not value:
        return told is None
    return any(
        told == {"digest": value_digest(key.values, bytes(one.salt), value)} for key in audit_keys()
    )


def _hidden(value: str) -> str:
    return audit_key().vault.encrypt(value.encode()).decode() if value else ""
