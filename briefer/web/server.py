"""Serves the reading room with uvicorn, and does not wait for clients that send nothing."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import closing
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from briefer.errors import ConfigError, UsageError
from briefer.settings import Workspace
from briefer.store.search import Indexer
from briefer.text.hosts import is_loopback
from briefer.web.access import SHORTEST
from briefer.web.app import Options, application

PATIENCE = 10.0  # seconds in which a request's head must have come
KEEP_ALIVE = 15  # seconds a connection may be idle
MOST = 200  # connections at once; more are told to come back
HEAD = 16_384  # bytes of a request's head


class Impatient(H11Protocol):
    """Closes a connection on which the head of a request does not arrive in time."""

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn
        """Start the clock."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Stop the clock once a head is complete; start it when the next one begins."""
        super().data_received(data)
        waiting = self.conn.their_state is h11.IDLE and bool(self.conn.trailing_data[0])
        if not waiting:
            self._unwatch()
        elif self._deadline is None:
            self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the clock."""
        self._unwatch()
        super().connection_lost(exc)

    def _watch(self) -> None:
        self._deadline = self.loop.call_later(PATIENCE, self.transport.close)

    def _unwatch(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def options_of(space: Workspace) -> Options:
    """Return how the workspace's settings want the room to be served.

    Raises:
        ConfigError: it would be open to others without a token, or the token is a short one.
    """
    serve = space.settings.serve
    token = serve.token.get_secret_value().strip() if serve.token else None
    make = "python -c 'import secrets; print(secrets.token_urlsafe(24))' makes one"
    if not token and not is_loopback(serve.host):
        msg = (
            f"{serve.host} can be reached from other machines: set BRIEFER_SERVE__TOKEN to a "
            f"secret that readers sign in with ({make})"
        )
        raise ConfigError(msg)
    if token and len(token) < SHORTEST:
        msg = f"BRIEFER_SERVE__TOKEN is shorter than {SHORTEST} characters: {make}"
        raise ConfigError(msg)
    return Options(
        host=serve.host,
        names=serve.hosts,
        token=token,
        proxies=serve.trusted_proxies,
        path=serve.path,
    )


def serve(space: Workspace, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; `ready` is told the address once it can be opened.

    Raises:
        ConfigError: see `options_of`.
        UsageError: the address can't be listened on.
        StoreError: the state file can't be used.
    """
    options = options_of(space)
    with closing(Indexer(space.state)):  # makes and migrates the state file, or says why not
        pass
    listener = _listen(options.host, space.settings.serve.port)
    config = uvicorn.Config(
        application(space, options),
        http=Impatient,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MOST,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=3,
        h11_max_incomplete_event_size=HEAD,
    )
    ready(address_of(options.host, listener.getsockname()))
    uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=256)
    except OSError as error:
        msg = (
            f"can't listen on {host} port {port}: {error.strerror or error}; choose another --port"
        )
        raise UsageError(msg) from error
    # Accepted connections inherit it: without, a short answer waits for the reader's receipt.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def address_of(host: str, name: Any) -> str:
    """Return the address to open in a browser."""
    return f"http://{f'[{host}]' if ':' in host else host}:{name[1]}/"
