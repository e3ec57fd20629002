"""An authenticator app that shares no code with the product: RFC 4226 and 6238 in a few lines."""

import base64
import hmac
import struct
import time

STEP = 30  # seconds


def code_at(secret: str, moment: float | None = None) -> str:
    """Return the six digits that the app shows at this Unix time (now), for a Base32 secret."""
    key = base64.b32decode(secret.replace(" ", ""))
    counter = int(time.time() if moment is None else moment) // STEP
    digest = hmac.digest(key, struct.pack(">Q", counter), "sha1")
    offset = digest[-1] & 15
    [number] = struct.unpack(">I", digest[offset : offset + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06d}"
