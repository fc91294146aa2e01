"""Which machines may be asked."""

import pytest

from streams.fetching.addresses import is_allowed

NOWHERE: frozenset[str] = frozenset()


@pytest.mark.parametrize("host", ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "172.32.0.1"])
def test_public_addresses_may_be_asked(host: str) -> None:
    assert is_allowed(host, 443, NOWHERE)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "198.18.0.1",
        "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::808:808",
        "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a00:1::1", "2001:0:53aa:64c:0:0:80ff:fffe", "2001:db8::1",
        "3fff::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "100::1", "5f00::1",
        "4000::1", "2001:20::1", "localhost", "", "8.8.8.8.8",
    ],
)  # fmt: skip
def test_no_other_address_may_be_asked(host: str) -> None:
    assert not is_allowed(host, 80, NOWHERE)


@pytest.mark.parametrize("port", [22, 25, 6379, 9092, 8123, 0])
def test_only_ports_of_web_servers_may_be_asked(port: int) -> None:
    assert not is_allowed("8.8.8.8", port, NOWHERE)


def test_what_a_person_allowed_is_one_address_at_one_port() -> None:
    allowed = frozenset({"127.0.0.1:8123", "[::1]:8123"})
    assert is_allowed("127.0.0.1", 8123, allowed)
    assert is_allowed("::1", 8123, allowed)
    assert not is_allowed("127.0.0.1", 8124, allowed)
    assert not is_allowed("127.0.0.2", 8123, allowed)
