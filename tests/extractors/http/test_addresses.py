"""Private addresses are refused, public and named ones are not."""

import socket

import pytest

from extractors.http.addresses import AddressGuard, PrivateAddressError, connecting_to

PRIVATE = [
    "127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "0", "0.0.0.1", "10.1.2.3", "172.16.0.1",
    "192.168.0.1",
    "169.254.169.254", "100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1",
    "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:a9fe:a9fe", "64:ff9b::7f00:1",
    "2002:7f00:1::", "localhost", "LOCALHOST.".lower(), "db.internal", "printer.local", "a.localhost",
    "router.home.arpa", "router.lan", "wiki.corp", "ipv4only.arpa",
    # What the registries of IANA list, at the ends of blocks.
    "0.255.255.255", "100.127.255.255", "172.31.255.255", "192.0.0.0", "192.0.0.9", "192.0.0.170",
    "192.0.0.192", "192.0.0.255", "192.88.99.1", "198.18.0.1", "198.19.255.255", "198.51.100.7",
    "203.0.113.7", "239.255.255.255", "240.0.0.1", "100::1", "100:0:0:1::1", "64:ff9b:1::808:808",
    "64:ff9b:1:ffff::1", "2001::1", "2001:1::1", "2001:2::1", "2001:10::1", "2001:20::1",
    "2001:2f:ffff::1", "2001:30::1", "2001:1ff:ffff::1", "2001:db8::1", "3fff::1", "3fff:fff:ffff::1",
    "5f00::1", "fc00::1", "fdff::1", "febf::1", "fec0::1", "feff::1", "ff0e::1", "4000::1", "1::1",
    "::2", "1fff::1",
    # IPv4 addresses inside of IPv6 ones, each in every form that has been thought of.
    "::127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1", "::ffff:0:8.8.8.8", "64:ff9b::10.0.0.1",
    "64:ff9b::192.0.0.192", "2002:a00:1::1", "2002:a9fe:a9fe::", "2001:0:808:808::f5ff:fffe",
    "2a00:1450:4001::5efe:10.0.0.1", "2a00:1450:4001::200:5efe:192.168.0.1",
]  # fmt: skip
PUBLIC = [
    "1.1.1.1",
    "93.184.215.14",
    "2606:4700::1111",
    "64:ff9b::101:101",
    "example.org",
    "local.example",
    "münchen.de",
    "192.0.1.1",
    "192.31.196.1",
    "198.20.0.1",
    "100.128.0.1",
    "172.32.0.1",
    "::ffff:8.8.8.8",
    "2002:808:808::1",
    "2001:200::1",
    "2001:4860:4860::8888",
    "2620:4f:8000::1",
    "2a00:1450:4001::200:5efe:8.8.8.8",
    "4000.example",
    "homes",
]


@pytest.mark.parametrize("host", PRIVATE)
def test_private_addresses_and_local_names_are_refused(host: str) -> None:
    assert AddressGuard().bars_name(host)


@pytest.mark.parametrize("host", PUBLIC)
def test_public_ones_are_not(host: str) -> None:
    assert not AddressGuard().bars_name(host)


@pytest.mark.parametrize(
    ("allowed", "host"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("127.0.0.0/8", "127.9.8.7"),
        ("127.0.0.1", "2130706433"),
        ("::1", "::1"),
        ("[::1]", "::1"),
        ("10.0.0.0/8", "::ffff:10.1.1.1"),
        ("10.0.0.0/8", "64:ff9b:1::10.1.1.1"),
        ("64:ff9b:1::/48", "64:ff9b:1::10.1.1.1"),
        ("fec0::/10", "fec0::1"),
        ("news.internal.", "news.internal"),
        ("news.internal", "news.internal"),
    ],
)
def test_what_the_settings_name_is_let_through(allowed: str, host: str) -> None:
    assert not AddressGuard([allowed]).bars_name(host)
    assert AddressGuard([allowed]).bars_name("192.168.7.7")


def _info(address: str) -> tuple[object, ...]:
    return socket.getaddrinfo(address, 80, type=socket.SOCK_STREAM)[0]


def test_the_address_connected_to_decides_whatever_the_name() -> None:
    connecting_to.set("innocent.example")
    with pytest.raises(PrivateAddressError):
        AddressGuard(["localhost"]).open_socket(_info("127.0.0.1"))


def test_a_named_host_may_have_any_address() -> None:
    connecting_to.set("intranet.example")
    AddressGuard(["intranet.example"]).open_socket(_info("127.0.0.1")).close()
