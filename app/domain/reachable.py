"""Which addresses the service may fetch from: public ones, and those of networks that whoever runs it has named.

Somebody who registers an address could else let the service ask what only the service reaches (OWASP: server-side
request forgery).
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final
from urllib.parse import urlsplit

Networks = tuple[IPv4Network | IPv6Network, ...]

OWN_MACHINE: Final = "localhost"
_TRANSLATED: Final = IPv6Network("64:ff9b::/96")
"""IPv6 addresses whose last 32 bits are the IPv4 address that is reached (RFC 6052)."""


def networks_in(text: str) -> Networks:
    """The networks that are written with commas between, as 10.20.0.0/16. ValueError."""
    return tuple(ip_network(one.strip()) for one in text.split(",") if one.strip())


def may_reach(address: str, inside: Networks = ()) -> bool:
    """Whether that IP address is public, or in one of the networks; what is no address is not."""
    try:
        found = _meant(ip_address(address.partition("%")[0]))
    except ValueError:
        return False
    return (found.is_global and not found.is_multicast) or any(found in network for network in inside)


def is_own_machine(uri: str) -> bool:
    """Whether the address names the machine itself, and needs no looking up."""
    host = (urlsplit(uri).hostname or "").rstrip(".")
    return host == OWN_MACHINE or host.endswith(f".{OWN_MACHINE}") or _is_loopback(host)


def names_inside(uri: str, inside: Networks = ()) -> bool:
    """Whether the address itself says that it leads to where the service may not fetch from; where a name leads is only
    known when it is looked up."""
    host = (urlsplit(uri).hostname or "").rstrip(".")
    if is_own_machine(uri):
        return not may_reach(host if _is_loopback(host) else "127.0.0.1", inside)
    try:
        ip_address(host)
    except ValueError:
        # Numbers that some resolvers read as an address: 2130706433, 0x7f.1
        return host.rpartition(".")[2].startswith(tuple("0123456789"))
    return not may_reach(host, inside)


def _is_loopback(host: str) -> bool:
    try:
        return _meant(ip_address(host)).is_loopback
    except ValueError:
        return False


def _meant(found: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 address stands for, or the address itself."""
    if isinstance(found, IPv6Address):
        if found in _TRANSLATED:
            return IPv4Address(int(found) & 0xFFFF_FFFF)
        return found.ipv4_mapped or found.sixtofour or found
    return found
