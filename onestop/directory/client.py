"""From which address somebody asks: the one answer for limits, lock-out and audit."""

from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from django.http import HttpRequest

UNKNOWN = "unknown"
# A household or office gets a whole IPv6 network of this size; its addresses change by the hour.
IPV6_HOUSEHOLD = 64

Scope = Mapping[str, Any]


def client_address(source: HttpRequest | Scope) -> str:
    """Return the address of who sent a request or opened a websocket; "unknown" without one."""
    if isinstance(source, HttpRequest):
        given = source.META.get("REMOTE_ADDR")
    else:
        given = (source.get("client") or [None])[0]
    address = _address(given)
    return str(address) if address else UNKNOWN


def client_network(source: HttpRequest | Scope) -> str:
    """Return by what requests are counted: the address, of IPv6 the network of the household."""
    address = client_address(source)
    if ":" not in address:
        return address
    return str(ip_network(f"{address}/{IPV6_HOUSEHOLD}", strict=False))


def _address(text: object) -> IPv4Address | IPv6Address | None:
    """Return the address; an IPv4 one in the clothes of IPv6 as what it is."""
    try:
        address = ip_address(str(text))
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
