"""The keys to personal data, kept outside the database: sealing, keyed digests, derived keys."""

from onestop.directory.keys.digests import digest, digests
from onestop.directory.keys.field import EncryptedTextField
from onestop.directory.keys.ring import KeyGone, Ring, derived_key, ring
from onestop.directory.keys.sealing import key_id_of, opened, sealed

__all__ = [
    "EncryptedTextField",
    "KeyGone",
    "Ring",
    "derived_key",
    "digest",
    "digests",
    "key_id_of",
    "opened",
    "ring",
    "sealed",
]
