"""Addresses that people open: what QR codes point to."""

from django.conf import settings

from onestop.environment import network_address


def public_address(path: str) -> str:
    """Return the address under which a citizen's phone opens `path` (which begins with "/").

    `ONESTOP_URL` where it is set (`serve` sets it to this machine and its port), else this
    machine's address on its network.
    """
    base = settings.ONESTOP_URL or f"http://{network_address()}:8000"
    return f"{base}{path}"
