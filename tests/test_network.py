"""Under which addresses phones find the kit."""

from ipaddress import IPv4Address
from pathlib import Path

import pytest

from workshop_kit.network import Address, addresses, join_base, ordered, reachable
from workshop_kit.settings import Settings

WIFI = Address("192.168.1.20", "wlan0")
CABLE = Address("10.0.0.7", "eth0")
DOCKER = Address("172.17.0.1", "docker0")
VPN = Address("100.101.102.103", "tailscale0")


def settings(port: int = 8501, public_url: str | None = None) -> Settings:
    return Settings(port, Path("data"), "sqlite://", public_url, demo=False)


def test_the_address_of_the_default_route_comes_first() -> None:
    assert ordered([CABLE, WIFI], default=WIFI.host) == [WIFI, CABLE]


def test_without_a_default_route_all_addresses_are_still_told() -> None:
    assert ordered([CABLE, WIFI], default=None) == [CABLE, WIFI]


def test_virtual_networks_come_last_even_with_the_default_route() -> None:
    assert ordered([DOCKER, VPN, CABLE, WIFI], default=VPN.host) == [CABLE, WIFI, VPN, DOCKER]


@pytest.mark.parametrize(
    "interface",
    [
        "br-5f2a1c",
        "vethab12",
        "virbr0",
        "utun3",
        "vEthernet (WSL) (Hyper-V Virtual Ethernet Adapter)",
        "Ethernet 2 (VirtualBox Host-Only Ethernet Adapter)",
    ],
)
def test_virtual_networks_are_known_by_their_names(interface: str) -> None:
    virtual = Address("10.9.9.9", interface)

    assert ordered([virtual, WIFI], default=None) == [WIFI, virtual]


@pytest.mark.parametrize("interface", ["Wi-Fi (Intel(R) Wi-Fi 6 AX201)", "en0", "br0", "enp3s0"])
def test_real_networks_are_not_taken_for_virtual_ones(interface: str) -> None:
    real = Address("10.9.9.9", interface)

    assert ordered([DOCKER, real], default=None) == [real, DOCKER]


@pytest.mark.parametrize("host", ["127.0.0.1", "169.254.10.20", "0.0.0.0", "224.0.0.1"])
def test_what_no_phone_can_reach_is_left_out(host: str) -> None:
    assert ordered([Address(host, "eth0"), WIFI], default=host) == [WIFI]


def test_an_address_is_told_once() -> None:
    assert ordered([WIFI, WIFI], default=WIFI.host) == [WIFI]


def test_this_computer_tells_addresses_or_none_and_never_fails() -> None:
    assert all(not IPv4Address(address.host).is_loopback for address in addresses())


def test_the_public_address_goes_before_all_others() -> None:
    base = join_base(settings(public_url="https://kit.example.org"), WIFI.host, among=[WIFI])

    assert base == "https://kit.example.org"


def test_the_chosen_address_is_kept_while_there_is_one() -> None:
    assert join_base(settings(9000), WIFI.host, among=[CABLE, WIFI]) == "http://192.168.1.20:9000"
    assert join_base(settings(9000), WIFI.host, among=[CABLE]) == "http://10.0.0.7:9000"


def test_without_a_choice_the_first_address_is_taken() -> None:
    assert join_base(settings(), None, among=[CABLE, WIFI]) == "http://10.0.0.7:8501"


def test_the_usual_port_is_not_spelled_out() -> None:
    assert join_base(settings(port=80), None, among=[CABLE]) == "http://10.0.0.7"


def test_without_a_network_there_is_only_this_computer() -> None:
    base = join_base(settings(), WIFI.host, among=[])

    assert base == "http://localhost:8501"
    assert not reachable(base)


@pytest.mark.parametrize(
    "base",
    [
        "http://localhost:8501",
        "http://kit.localhost",
        "http://127.0.0.1:8501",
        "http://127.9.9.9",
        "http://0.0.0.0:8501",
        "http://[::1]:8501",
        "",
    ],
)
def test_names_of_a_computer_for_itself_are_not_reachable(base: str) -> None:
    assert not reachable(base)


@pytest.mark.parametrize("base", ["http://192.168.1.20:8501", "https://kit.example.org"])
def test_other_addresses_are_reachable(base: str) -> None:
    assert reachable(base)
