"""Whether the keys on the ring open what is stored."""

from django.db import DatabaseError

from onestop.cases.services.rekeying import keys_in_use
from onestop.directory.keys import KeyGone, ring
from onestop.directory.services.answers import answer_keys_in_use


def keys_missing() -> list[str]:
    """Return the ids of keys that stored data needs and that are gone; [] before any tables."""
    try:
        used = keys_in_use() | answer_keys_in_use()
    except (DatabaseError, KeyGone):  # no tables yet, or before its migration
        return []
    try:
        known = {one.id for one in ring().keys}
    except KeyGone:
        known = set()
    return sorted(used - known)
