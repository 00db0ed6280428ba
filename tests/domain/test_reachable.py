"""What may be fetched from: public addresses, and networks that were named; whatever an address looks like."""

import pytest

from app.domain.reachable import is_own_machine, may_reach, names_inside, networks_in

PUBLIC = ("192.121.1.1", "2001:67c:4::1", "1.1.1.1")
PRIVATE = (
    *("10.0.0.5", "172.16.3.4", "192.168.1.1", "127.0.0.1", "127.9.9.9", "169.254.169.254", "100.64.0.1", "0.1.2.3"),
    *("224.0.0.1", "255.255.255.255", "192.0.2.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12:3456::1"),
    *("ff02::1", "::ffff:10.0.0.5", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:5", "2002:a00:5::1"),
    *("", "example.se", "127.1"),
)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_reached(address: str) -> None:
    assert may_reach(address)
    assert not names_inside(f"https://[{address}]/jwks" if ":" in address else f"https://{address}:8443/jwks")


@pytest.mark.parametrize("address", PRIVATE)
def test_what_only_the_service_reaches_is_not(address: str) -> None:
    assert not may_reach(address)


def test_a_network_that_was_named_is_reached() -> None:
    inside = networks_in("10.20.0.0/16, 127.0.0.0/8,fd12::/16")
    assert [may_reach(one, inside) for one in ("10.20.3.4", "10.21.0.1", "127.0.0.1", "fd12::7", "::1")] == [
        *(True, False, True, True, False)
    ]
    assert may_reach("::ffff:10.20.3.4", inside), "the same place"
    assert networks_in("") == ()


@pytest.mark.parametrize("text", ["10.20.0.1/16", "example.se", "10.0.0.0/33"])
def test_what_is_no_network_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        networks_in(text)


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "LOCALHOST", "localhost.", "keys.localhost", "127.0.0.1", "[::1]", "10.0.0.5", "[fe80::1]"),
        *("169.254.169.254", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "127.1", "0177.0.0.1"),
    ],
)
def test_an_address_that_says_itself_that_it_leads_inside_is_told(host: str) -> None:
    assert names_inside(f"https://{host}:8443/jwks")


def test_a_name_says_nothing_before_it_is_looked_up() -> None:
    assert not names_inside("https://keys.example.se/jwks")
    assert not names_inside("http://127.0.0.1:8081/jwks", networks_in("127.0.0.0/8"))
    assert is_own_machine("http://127.0.0.1:8081/jwks")
    assert not is_own_machine("https://127.0.0.1.example.se/jwks")
