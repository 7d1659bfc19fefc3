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

# Names of this machine or this network, whatever a resolver says (RFC 6761, RFC 6762, RFC 8375).
_LOCAL_NAMES = ("localhost", "local", "internal", "home.arpa", "localdomain")
_NAT64 = IPv6Network("64:ff9b::/96")


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
                self._names.add(item)
            else:
                self._networks.append(network)

    def bars_name(self, host: str) -> bool:
        """Say whether a host is refused by its name: a private address in any spelling, or a local name."""
        if host in self._names:
            return False
        address = _literal(host)
        if address is not None:
            return self.bars_address(address)
        return host.rstrip(".").rsplit(".", 1)[-1] in _LOCAL_NAMES or host.rstrip(".").endswith(".home.arpa")

    def bars_address(self, address: Address) -> bool:
        """Say whether an address is refused."""
        inner = _inner(address)
        if any(address in network or inner in network for network in self._networks):
            return False
        return not inner.is_global or inner.is_multicast

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
    if address in _NAT64:
        return IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1] or address
