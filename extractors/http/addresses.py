"""Which addresses the client may connect to: the public internet, and what the settings allow besides."""

import errno
import socket
from collections.abc import Iterable
from contextvars import ContextVar
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Any

Address = IPv4Address | IPv6Address

# Names of this machine or this network, whatever a resolver says (RFC 6761, 6762 with its appendix G, 8375;
# `internal` is reserved by ICANN), and the name that tells the addresses of a NAT64 (RFC 7050).
_LOCAL_NAMES = (
    "localhost", "localdomain", "local", "internal", "intranet", "private", "corp", "home", "lan",
    "home.arpa", "ipv4only.arpa",
)  # fmt: skip

# The IPv4 Special-Purpose Address Registry of IANA (RFC 6890) and the multicast addresses, without the blocks
# that are reachable everywhere (192.31.196.0/24, 192.52.193.0/24, 192.175.48.0/24). Python's `is_global`
# follows the registry late, and differently in each version.
_SPECIAL_IPV4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private use
        "100.64.0.0/10",  # shared addresses of providers
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local, and the metadata services of clouds
        "172.16.0.0/12",  # private use
        "192.0.0.0/24",  # protocol assignments; its anycast addresses lead to one's own router
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # relays for 6to4, deprecated
        "192.168.0.0/16",  # private use
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
# All of IPv6 but global unicast is special: unspecified, loopback, discard (100::/64, 100:0:0:1::/64),
# segment routing (5f00::/16), unique local (fc00::/7), link-local, site-local (fec0::/10), multicast, and
# what is not assigned.
_GLOBAL_UNICAST = IPv6Network("2000::/3")
# The blocks of it in the IPv6 Special-Purpose Address Registry of IANA that are not reachable everywhere.
_SPECIAL_IPV6 = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments: Teredo, anycast, benchmarks, ORCHID (2001:20::/28), drones
        "2001:db8::/32",  # documentation
        "3fff::/20",  # documentation
    )
)
# In these, the embedded IPv4 address alone says where a connection leads: mapped, NAT64, 6to4.
_MAPPED = IPv6Network("::ffff:0:0/96")
_NAT64 = IPv6Network("64:ff9b::/96")
_SIX_TO_FOUR = IPv6Network("2002::/16")
# In these it is private all the same, but the settings may allow the embedded address: IPv4-compatible,
# IPv4-translated (RFC 2765), and NAT64 of one's own network (RFC 8215).
_EMBEDDING = (IPv6Network("::/96"), IPv6Network("::ffff:0:0:0/96"), IPv6Network("64:ff9b:1::/48"))
_TEREDO = IPv6Network("2001::/32")
# The middle of an interface identifier that holds an IPv4 address behind it (ISATAP, RFC 5214).
_ISATAP = (b"\x00\x00\x5e\xfe", b"\x02\x00\x5e\xfe")


# The host of the current request: the socket, which is checked last, knows only the address.
connecting_to: ContextVar[str] = ContextVar("connecting_to", default="")


class PrivateAddressError(OSError):
    """A connection would go to an address that is not on the public internet."""


class AddressGuard:
    """Refuses private addresses, except for the names, addresses and networks that are `allowed`."""

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        """Sort the allowed items into names and networks."""
        self._names: set[str] = set()
        self._networks: list[IPv4Network | IPv6Network] = []
        for item in allowed:
            network = _network(item)
            if network is None:
                self._names.add(item.removesuffix("."))
            else:
                self._networks.append(network)

    def bars_name(self, host: str) -> bool:
        """Say whether a host is refused by its name: a private address in any spelling, or a local name."""
        if host in self._names:
            return False
        address = _literal(host)
        if address is not None:
            return self.bars_address(address)
        name = f".{host.rstrip('.')}"
        return any(name.endswith(f".{local}") for local in _LOCAL_NAMES)

    def bars_address(self, address: Address) -> bool:
        """Say whether an address is refused: it or the IPv4 address that it embeds is not public."""
        inner = _inner(address)
        if any(one in network for one in (address, inner) for network in self._networks):
            return False
        return _is_special(inner) or _is_special(address)

    def open_socket(self, info: Any) -> socket.socket:
        """Open the socket of a connection: the last moment at which its address can be refused.

        `info` is an item of getaddrinfo. Raises PrivateAddressError.
        """
        family, kind, protocol, _, where = info
        is_named = connecting_to.get() in self._names
        if not is_named and self.bars_address(ip_address(where[0].partition("%")[0])):
            raise PrivateAddressError(errno.EACCES, f"{where[0]} is not a public address")
        return socket.socket(family, kind, protocol)


def _network(item: str) -> IPv4Network | IPv6Network | None:
    try:
        return ip_network(item.strip("[]"), strict=False)
    except ValueError:
        return None


def _literal(host: str) -> Address | None:
    """Return the address that a host spells, also in odd forms that the C library accepts (`0x7f.1`)."""
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))
    except (OSError, ValueError):
        return None


def _inner(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 address embeds, or the address itself."""
    if isinstance(address, IPv4Address):
        return address
    packed = address.packed
    if any(address in block for block in (_MAPPED, _NAT64, *_EMBEDDING)) or packed[8:12] in _ISATAP:
        return IPv4Address(packed[12:])
    if address in _SIX_TO_FOUR:
        return IPv4Address(packed[2:6])
    if address in _TEREDO:
        return IPv4Address(bytes(byte ^ 0xFF for byte in packed[12:]))
    return address


def _is_special(address: Address) -> bool:
    if isinstance(address, IPv4Address):
        return any(address in block for block in _SPECIAL_IPV4)
    if any(address in block for block in (_MAPPED, _NAT64)):
        return False
    return address not in _GLOBAL_UNICAST or any(address in block for block in _SPECIAL_IPV6)
