"""Which machines may be asked: public ones, at ports where web servers are.

Observed: addresses come from strangers. A feed can name this machine, the router, a cloud's metadata service, by
number, by a name that resolves to it, by a redirect, or by a name that resolves to something else the second time.

Decided: what is checked is the very address of the socket that is about to be connected, whatever name led to it. For
IPv4 the IANA special-purpose registry is refused; of IPv6 only global unicast (2000::/3) is taken, without the parts
that carry IPv4 addresses or documentation: NAT64, 6to4, Teredo and mapped forms reach private networks in disguise.
(``ipaddress.is_global`` says yes to some of these, and has changed between Python versions.)

Deliberately missed: a network's own NAT64 prefix; machines of one's own that have public addresses.
"""

from __future__ import annotations

import ipaddress

WEB_PORTS = frozenset({80, 443, 8080, 8443})

_V4_REFUSED = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
_V6_TAKEN = ipaddress.IPv6Network("2000::/3")
_V6_REFUSED = tuple(
    ipaddress.IPv6Network(network)
    # 2001::/23 holds Teredo, ORCHID and benchmarks; 2002::/16 is 6to4; the others are for documentation.
    for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)


def is_allowed(host: str, port: int, allowed_private: frozenset[str]) -> bool:
    """Tell whether the machine with this IP address may be asked at this port.

    ``allowed_private`` holds what a person has allowed, as ``127.0.0.1:8123`` or ``[::1]:8123``.
    """
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    if place(host, port) in allowed_private:
        return True
    return port in WEB_PORTS and _is_public(address)


def place(host: str, port: int) -> str:
    """Return an IP address and port as one writes them in a URL."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in _V4_REFUSED)
    if address.scope_id is not None or address not in _V6_TAKEN:
        return False
    return not any(address in network for network in _V6_REFUSED)
