"""Fetch: bytes from the web, politely and safely.

    addresses  where a request may go: schemes, ports, and the resolved address itself
    network    connections pinned to an address that was checked, under one deadline
    packing    gzip, deflate and Brotli, unpacked under a limit
    client     one request, one answer
    robots     what a host allows
    pool       many hosts at once, one request at a time each

Nothing here knows what the bytes mean, and nothing is stored.
"""

from briefer.ingest.fetch.client import Answer, Ask, Client, Policy
from briefer.ingest.fetch.pool import Pool

__all__ = ["Answer", "Ask", "Client", "Policy", "Pool"]
