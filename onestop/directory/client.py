"""From which address somebody asks: the one answer for limits, lock-out and audit.

Proxies have been seen through before (`onestop.operations.forwarding`), so that nobody else reads
`X-Forwarded-For`.
"""

from collections.abc import Iterable, Mapping
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from django.http import HttpRequest

UNKNOWN = "unknown"
# A household or office gets a whole IPv6 network of this size; its addresses change by the hour.
IPV6_HOUSEHOLD = 64

Scope = Mapping[str, Any]
Proxies = Iterable[IPv4Network | IPv6Network]


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


def forwarded_for(peer: str | None, header: str, proxies: Proxies) -> str | None:
    """Return for whom the peer asks, by the header's addresses from the right.

    1. A peer that is no trusted proxy asks for itself, whatever the header says.
    2. A trusted one names whom it asks for with the last address, which may be a proxy again.
    3. What is no address ends the search: the last that was believed counts.
    """
    trusted = tuple(proxies)
    hops = header.split(",") if header else []
    while hops and is_trusted(peer, trusted):
        named = _address(hops.pop().strip())
        if named is None:
            break
        peer = str(named)
    return peer


def is_trusted(peer: str | None, proxies: Proxies) -> bool:
    """Tell whether the peer is one of the proxies."""
    address = _address(peer)
    return address is not None and any(address in network for network in proxies)


def _address(text: object) -> IPv4Address | IPv6Address | None:
    """Return the address; an IPv4 one in the clothes of IPv6 as what it is."""
    try:
        address = ip_address(str(text))
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
