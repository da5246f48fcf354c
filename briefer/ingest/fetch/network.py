"""Connections to addresses that were checked, each step under the request's deadline.

The name is resolved here, once, and the connection goes to the very address that passed the
check: a name that answers differently a moment later (DNS rebinding) gains nothing.
"""

import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore2
from httpcore2 import NetworkBackend, NetworkStream

from briefer.ingest.fetch.addresses import Resolver, lookup, resolve

_CONNECT_SHARE = 4  # of several addresses, one takes at most this part of the time that is left


class Deadline(threading.local):
    """When the request of this thread has to be over (monotonic seconds)."""

    def __init__(self) -> None:
        self.at = float("inf")

    def start(self, seconds: float) -> None:
        """Give this thread's request that many seconds from now."""
        self.at = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """Return the seconds that a step may take.

        Raises:
            httpcore2.ReadTimeout: there are none left.
        """
        left = self.at - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the time for the whole request is over")
        return left if timeout is None else min(left, timeout)


class Backend(NetworkBackend):
    """Connects to checked addresses only."""

    def __init__(
        self, deadline: Deadline, *, allow_private: bool, resolver: Resolver = lookup
    ) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._resolver = resolver
        self._sockets = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> NetworkStream:
        """Return a connection to an address of `host` that passed the check.

        Raises:
            SourceError: `host` is not known, or none of its addresses may be connected to.
        """
        addresses = resolve(
            host,
            port,
            allow_private=self._allow_private,
            timeout=self._deadline.left(timeout),
            resolver=self._resolver,
        )
        for number, address in enumerate(addresses, 1):
            share = self._deadline.left(timeout)
            if number < len(addresses):
                share /= _CONNECT_SHARE
            try:
                stream = self._sockets.connect_tcp(
                    address, port, share, local_address, socket_options or ()
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if number == len(addresses):
                    raise
            else:
                return Timed(stream, self._deadline)
        raise httpcore2.ConnectError(f"{host} has no address")


class Timed(NetworkStream):
    """A connection whose every step ends when the request's time is over."""

    def __init__(self, stream: NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what comes next."""
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send `buffer`."""
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> NetworkStream:
        """Return the same connection, encrypted."""
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return Timed(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """Return what the connection tells of itself."""
        return self._stream.get_extra_info(info)
