"""Where a request may go: checked on the resolved address, never on the name alone."""

import ipaddress
import socket
import threading
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import httpx2

from briefer.errors import SourceError

_MAX = 2000  # characters of an address
_DEFAULT_PORTS = {"http": 80, "https": 443}
# Ports of other services, which HTTP spoken at them may do harm to (WHATWG Fetch, "bad port").
_BAD_PORT_WORDS = (
    "1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 "
    "113 115 117 119 123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 "
    "548 554 556 563 587 601 636 989 990 993 995 1719 1720 1723 2049 3306 3659 4045 4190 5060 "
    "5061 5432 6000 6379 6566 6665 6666 6667 6668 6669 6679 6697 10080 11211 27017"
)
_BAD_PORTS = frozenset(map(int, _BAD_PORT_WORDS.split()))
_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
_COMPATIBLE = ipaddress.ip_network("::/96")  # RFC 4291, deprecated: the same
# Clouds tell their machines' secrets at these: never a source, whatever a setting says.
_METADATA = frozenset(
    ipaddress.ip_address(text)
    for text in (
        "169.254.169.254",
        "169.254.170.2",
        "169.254.170.23",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "fd00:ec2::254",
        "fd00:ec2::23",
        "fd20:ce::254",
    )
)

IP: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver: TypeAlias = Callable[[str, int], list[str]]


class Target(NamedTuple):
    """An address taken apart: `host` in ASCII, `path` with its query, as the wire has it."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """Scheme, host and port: what robots.txt and connections belong to."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        default = _DEFAULT_PORTS[self.scheme] == self.port
        return f"{self.scheme}://{host}" + ("" if default else f":{self.port}")

    @property
    def url(self) -> str:
        """The whole address."""
        return self.origin + self.path


def target(url: str, base: str | None = None) -> Target:
    """Return the parts of `url`, which may be relative to `base`.

    Raises:
        SourceError: it is no address that is fetched; the message says why.
    """
    if len(url) > _MAX:
        raise SourceError(f"an address of more than {_MAX:,} characters")
    try:
        found = httpx2.URL(url.strip())
        if base is not None:
            found = httpx2.URL(base).join(found)
        host = found.raw_host.decode("ascii").rstrip(".").lower()
        port = found.port
    except (httpx2.InvalidURL, ValueError, TypeError) as error:
        raise SourceError(f"not an address: {str(error)[:200]}") from error
    if found.scheme not in _DEFAULT_PORTS:
        raise SourceError(f'only http and https are fetched, not "{found.scheme[:20]}"')
    if found.userinfo:
        raise SourceError("an address with a user name or password in it is not fetched")
    if not host or "%" in host or any(c.isspace() for c in host):
        raise SourceError("an address without a valid host")
    port = _DEFAULT_PORTS[found.scheme] if port is None else port
    if not 0 < port < 65_536 or port in _BAD_PORTS:
        raise SourceError(f"port {port} is not one that pages are served from")
    return Target(found.scheme, host, port, found.raw_path.decode("ascii", "replace") or "/")


def embedded(address: IP) -> IP:
    """Return the IPv4 address that an IPv6 address carries, else the address itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    inner = address.ipv4_mapped or address.sixtofour
    if inner is None and (address in _NAT64 or address in _COMPATIBLE):
        inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if inner is None and address.teredo is not None:
        inner = address.teredo[1]
    return inner if inner is not None and int(address) > 1 else address


def refusal(text: str, *, allow_private: bool) -> str | None:
    """Return why no request goes to the IP address `text`; None where one may.

    An address that carries an IPv4 address (mapped, 6to4, Teredo, NAT64) is judged by both.
    """
    try:
        outer = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return f"{text[:60]} is no IP address"
    for address in dict.fromkeys((outer, embedded(outer))):
        if address in _METADATA:
            return f"{text} is where a cloud keeps its machines' secrets"
        if address.is_multicast or address.is_unspecified or int(address) == 0xFFFFFFFF:
            return f"{text} is no address of a single host"
        if not allow_private and not _public(address):
            return f"{text} is {_sort(address)}; if that is meant, set allow_private = true"
    return None


def _public(address: IP) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and embedded(address) != address:
        return True  # judged by the address that it carries
    return address.is_global and not address.is_reserved and not _site_local(address)


def _site_local(address: IP) -> bool:
    return isinstance(address, ipaddress.IPv6Address) and address.is_site_local


def _sort(address: IP) -> str:
    if address.is_loopback:
        return "this machine itself"
    if address.is_link_local:
        return "a link-local address"
    return "in a private or reserved network"


def lookup(host: str, port: int) -> list[str]:
    """Return the IP addresses of `host` by the machine's own resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def resolve(
    host: str,
    port: int,
    *,
    allow_private: bool,
    timeout: float = 10.0,
    resolver: Resolver = lookup,
) -> list[str]:
    """Return the IP addresses of `host` that a request may go to, in the resolver's order.

    Raises:
        SourceError: there is none, or the name is not found in `timeout` seconds.
    """
    found = _in_time(host, port, timeout, resolver)
    refusals = {ip: refusal(ip, allow_private=allow_private) for ip in found}
    allowed = [ip for ip, reason in refusals.items() if reason is None]
    if not allowed:
        reasons = [reason for reason in refusals.values() if reason]
        raise SourceError(reasons[0] if reasons else f"{host} has no address")
    return allowed


def _in_time(host: str, port: int, timeout: float, resolver: Resolver) -> list[str]:
    """Ask the resolver in a thread of its own: the system's can't be given a time limit."""
    answer: list[list[str] | Exception] = []

    def ask() -> None:
        try:
            answer.append(resolver(host, port))
        except (OSError, UnicodeError) as error:
            answer.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(max(timeout, 0.01))
    if not answer:
        raise SourceError(f"the name {host} was not found within {timeout:.0f} s")
    if isinstance(answer[0], Exception):
        raise SourceError(f"the name {host} is not known: {answer[0]}") from answer[0]
    return answer[0]
