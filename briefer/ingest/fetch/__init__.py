"""Fetch: bytes from the web, politely and safely.

    addresses  where a request may go: schemes, ports, and the resolved address itself
    network    connections pinned to an address that was checked, under one deadline
    packing    gzip, deflate and Brotli, unpacked under a limit
    client     one request, one answer
    robots     what a host allows
    pool       many hosts at once, one request at a time each

Nothing here knows what the bytes mean, and nothing is stored.
"""

from typing import TYPE_CHECKING

from briefer.doors import door

if TYPE_CHECKING:
    from briefer.ingest.fetch.addresses import resolve, target
    from briefer.ingest.fetch.client import Answer, Ask, Client, Policy
    from briefer.ingest.fetch.packing import unpack_gzip
    from briefer.ingest.fetch.pool import Pool
    from briefer.ingest.fetch.robots import Rules
else:
    __getattr__ = door(
        __name__,
        {
            "addresses": ("resolve", "target"),
            "client": ("Answer", "Ask", "Client", "Policy"),
            "packing": ("unpack_gzip",),
            "pool": ("Pool",),
            "robots": ("Rules",),
        },
    )

__all__ = ["Answer", "Ask", "Client", "Policy", "Pool", "Rules", "resolve", "target", "unpack_gzip"]
