"""A web server on loopback that plays many hosts, good and bad, byte by byte.

A host is a name that the injected resolver maps to 127.0.0.1; a page is what a (host, path) is
answered with. What no page is set for is answered 404.
"""

import contextlib
import gzip
import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple, Self, TypeAlias

Headers = Mapping[str, str]


class Request(NamedTuple):
    """What a client asked for; header names in lower case."""

    host: str
    path: str
    headers: Mapping[str, str]
    at: float  # monotonic


class Page(NamedTuple):
    """An ordinary answer. An ETag among the headers is honoured."""

    body: bytes | str = b""
    status: int = 200
    headers: Headers = MappingProxyType({})

    def send(self, request: Request, out: socket.socket) -> None:
        """Send the answer."""
        data = self.body.encode() if isinstance(self.body, str) else self.body
        given = {name.lower(): value for name, value in self.headers.items()}
        status = self.status
        if "etag" in given and request.headers.get("if-none-match") == given["etag"]:
            status, data = 304, b""
        if "last-modified" in given and (
            request.headers.get("if-modified-since") == given["last-modified"]
        ):
            status, data = 304, b""
        given.setdefault("content-length", str(len(data)))
        lines = [f"HTTP/1.1 {status} X", *(f"{n}: {v}" for n, v in given.items())]
        out.sendall("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + data)


Answer: TypeAlias = Page | Callable[[Request, socket.socket], None]


class Hosts:
    """The server. `add` pages to it; `seen` are the requests, in order."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self._pages: dict[tuple[str, str], Answer] = {}
        self._lock = threading.Lock()
        self.seen: list[Request] = []
        self.open: dict[str, int] = {}  # connections a host serves at this moment
        self.most: dict[str, int] = {}  # the most it ever served at once
        self.over = threading.Event()  # set at the end: those that hang let go
        self._server = _Server(self, context)
        self.port: int = self._server.server_address[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()

    def url(self, host: str, path: str = "/", scheme: str = "http") -> str:
        """Return the address of a page."""
        return f"{scheme}://{host}:{self.port}{path}"

    def add(self, host: str, path: str, answer: Answer) -> str:
        """Answer a path of a host; return its address."""
        self._pages[host, path] = answer
        return self.url(host, path)

    def paths(self, host: str) -> list[str]:
        """Return the paths that a host was asked for, in order."""
        return [request.path for request in self.seen if request.host == host]

    def forget(self) -> None:
        """Forget the requests so far."""
        self.seen.clear()

    def serve(self, request: Request, out: socket.socket) -> None:
        """Answer one request."""
        with self._lock:
            self.seen.append(request)
            self.open[request.host] = self.open.get(request.host, 0) + 1
            self.most[request.host] = max(self.most.get(request.host, 0), self.open[request.host])
        try:
            answer = self._pages.get((request.host, request.path), Page(b"no", 404))
            if isinstance(answer, Page):
                answer.send(request, out)
            else:
                answer(request, out)
        finally:
            with self._lock:
                self.open[request.host] -= 1

    # --- bad answers ---

    def hang(self, _: Request, __: socket.socket) -> None:
        """Say nothing."""
        self.over.wait(30)

    def drip(self, _: Request, out: socket.socket) -> None:
        """Send a byte now and then, for ever."""
        out.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n")
        while not self.over.wait(0.05):
            out.sendall(b"x")

    def drip_headers(self, _: Request, out: socket.socket) -> None:
        """Never come to the end of the headers."""
        out.sendall(b"HTTP/1.1 200 OK\r\n")
        while not self.over.wait(0.02):
            out.sendall(b"X-More: y\r\n")

    def endless(self, _: Request, out: socket.socket) -> None:
        """Send without end, as fast as it goes."""
        out.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<rss>")
        while not self.over.is_set():
            out.sendall(b"<item>x</item>" * 5000)

    def cut(self, _: Request, out: socket.socket) -> None:
        """Promise more bytes than are sent."""
        out.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<rss>")
        hang_up(out)

    def garbage(self, _: Request, out: socket.socket) -> None:
        """Speak no HTTP."""
        out.sendall(b"220 mail.example.org ESMTP\r\n" * 20)
        hang_up(out)

    def close(self, _: Request, out: socket.socket) -> None:
        """Hang up at once."""
        hang_up(out)


def hang_up(out: socket.socket) -> None:
    """End the connection for good."""
    with contextlib.suppress(OSError):
        out.shutdown(socket.SHUT_RDWR)


def redirect(goal: str, status: int = 302) -> Page:
    """Return an answer that sends the client elsewhere."""
    return Page(b"", status, {"Location": goal})


def packed(data: bytes | str, **headers: str) -> Page:
    """Return an answer whose body is gzipped."""
    body = gzip.compress(data.encode() if isinstance(data, str) else data)
    return Page(body, 200, {"Content-Encoding": "gzip", **headers})


def loopback(_: str, __: int) -> list[str]:
    """Find every name on this machine."""
    return ["127.0.0.1"]


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 512

    def __init__(self, hosts: Hosts, context: ssl.SSLContext | None) -> None:
        self.hosts = hosts
        self.context = context
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, *_: object) -> None:
        """Clients that hang up are no errors here."""


class _Handler(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        connection: socket.socket = self.request
        if self.server.context is not None:
            connection.settimeout(10)
            try:
                connection = self.server.context.wrap_socket(connection, server_side=True)
            except OSError:
                return
        with contextlib.suppress(OSError), contextlib.closing(connection):
            for request in _requests(connection):
                self.server.hosts.serve(request, connection)


def _requests(connection: socket.socket) -> Iterator[Request]:
    kept = b""
    while True:
        while b"\r\n\r\n" not in kept:
            data = connection.recv(65_536)
            if not data:
                return
            kept += data
        head, _, kept = kept.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {n.strip().lower(): v.strip() for n, _, v in (li.partition(":") for li in lines)}
        host = headers.get("host", "").rpartition(":")[0] or headers.get("host", "")
        yield Request(host, first.split(" ")[1], headers, time.monotonic())
