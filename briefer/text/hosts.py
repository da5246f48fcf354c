"""Names and addresses of hosts, as settings and headers write them."""

import ipaddress
import re

_SUB_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]{1,60}){1,6}/?")


def is_loopback(host: str) -> bool:
    """Return whether a name or address of a host means this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def sub_path(path: str) -> str | None:
    """Return the path of a site without its last slash ("" for the root), or None if it is none."""
    if path in {"", "/"}:
        return ""
    return path.rstrip("/") if _SUB_PATH.fullmatch(path) and "/." not in path else None
