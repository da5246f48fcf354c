"""Which names the reading room answers to: a page of somebody else's must not reach it.

A browser that was told a false address for `evil.example` (DNS rebinding) sends that name as its
Host. Loopback addresses are answered by loopback names only.
"""

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable

from briefer.text.hosts import is_loopback

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

_HOST = re.compile(
    r"(?:\[(?P<v6>[0-9a-fA-F:.]{2,45})\]|(?P<name>[A-Za-z0-9._-]{1,253}))(?::\d{1,5})?"
)


def host_of(header: str) -> str:
    """Return the name or address in a Host header, lower case; "" where it is no such thing."""
    match = _HOST.fullmatch(header)
    if match is None:
        return ""
    return (match["v6"] or match["name"]).lower().rstrip(".")


def answers_to(host: str, names: Iterable[str] = ()) -> Callable[[str], bool]:
    """Return a function that says whether a Host header is one of ours.

    `host` is what is listened on, `names` are further names from the settings. Where any address
    of this machine is listened on, plain addresses are ours too: no name has been forged there.
    """
    known = {name.lower() for name in names} | LOOPBACK | {host.lower()}
    wildcard = host in {"0.0.0.0", "::", ""}  # noqa: S104 - compared, not bound
    if not is_loopback(host):
        known.add(socket.gethostname().lower())

    def ours(header: str) -> bool:
        name = host_of(header)
        return bool(name) and (name in known or (wildcard and _is_address(name)))

    return ours


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
