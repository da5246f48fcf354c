"""Names and addresses of hosts, as settings and headers write them."""

import ipaddress


def is_loopback(host: str) -> bool:
    """Return whether a name or address of a host means this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
