"""Under which addresses phones on the same network find this computer, and how many at once."""

import contextlib
import ipaddress
import re
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import ifaddr

from workshop_kit.settings import Settings

SOMEWHERE_ELSE = ("192.0.2.1", 9)
"""An address kept for documentation: it is asked for the way there, nothing is ever sent."""

VIRTUAL = re.compile(
    r"\b(docker|br-|veth|virbr|vmnet|vboxnet|podman|cni|flannel|lxc|lxd|incus|hyper-v|virtualbox"
    r"|vmware|wsl|tun|tap|utun|wg|wireguard|tailscale|zt|zerotier)",
    re.IGNORECASE,
)
"""How interfaces are called that lead to containers, virtual machines and VPNs."""


@dataclass(frozen=True)
class Address:
    """An IPv4 address of this computer and the interface that has it."""

    host: str
    interface: str


def many_at_once() -> None:
    """Let the process have as many connections as the system allows; macOS begins with 256."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 (not on Windows, which has no such limit)

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = 65_536 if most == resource.RLIM_INFINITY else min(65_536, most)
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def addresses() -> list[Address]:
    """The addresses that phones may reach, the likeliest first; empty without a network."""
    return ordered(_all_addresses(), _host_of_default_route())


def ordered(found: Iterable[Address], default: str | None) -> list[Address]:
    """Only what may be reached, each once: the default route first, virtual networks last."""
    likely = {address.host: address for address in found if _may_be_reached(address.host)}
    return sorted(likely.values(), key=lambda a: (_is_virtual(a.interface), a.host != default))


def join_base(
    settings: Settings, chosen: str | None, among: Sequence[Address] | None = None
) -> str:
    """The base address for phones: the public one, else the chosen host, else the likeliest."""
    if settings.public_url:
        return settings.public_url.rstrip("/")
    hosts = [address.host for address in (addresses() if among is None else among)]
    host = chosen if chosen in hosts else next(iter(hosts), "localhost")
    return f"http://{host}" if settings.port == 80 else f"http://{host}:{settings.port}"


def reachable(base: str) -> bool:
    """Whether another device may reach `base`: never this computer's name for itself."""
    host = urlsplit(base).hostname or ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return bool(host) and host != "localhost" and not host.endswith(".localhost")
    return not (address.is_loopback or address.is_unspecified)


def is_this_computer(host: str) -> bool:
    """Whether a visitor from this address is a browser on this very computer."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    own = (ip.ip for adapter in ifaddr.get_adapters() for ip in adapter.ips)
    return address.is_loopback or str(address) in {
        ip if isinstance(ip, str) else ip[0] for ip in own
    }


def _all_addresses() -> list[Address]:
    return [
        Address(ip.ip, _name(ip.nice_name, adapter.nice_name))
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
        if isinstance(ip.ip, str)
    ]


def _host_of_default_route() -> str | None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(SOMEWHERE_ELSE)
            return str(asking.getsockname()[0])
        except OSError:
            return None


def _may_be_reached(host: str) -> bool:
    address = ipaddress.IPv4Address(host)
    return not (
        address.is_loopback
        or address.is_link_local
        or address.is_unspecified
        or address.is_multicast
    )


def _is_virtual(interface: str) -> bool:
    return VIRTUAL.search(interface) is not None


def _name(connection: str, device: str) -> str:
    """On Windows these differ: "Wi-Fi" and the card's name, "Ethernet 2" and "VirtualBox …"."""
    return connection if connection == device else f"{connection} ({device})"
