"""Servers on loopback that say any bytes whatever: a mail server step by step, and a web server."""

import contextlib
import socket
import socketserver
import threading
from collections.abc import Iterator, Mapping
from typing import Self

ENDLESS = b"#endless"  # says the rest again and again, until nobody listens
HANG_UP = b"#hang up"
USUAL: Mapping[str, bytes] = {
    "banner": b"220 mail.example.org\r\n",
    "EHLO": b"250-mail.example.org\r\n250 SIZE 10000000\r\n",
    "MAIL": b"250 OK\r\n",
    "RCPT": b"250 OK\r\n",
    "DATA": b"354 go on\r\n",
    "dot": b"250 taken\r\n",
    "RSET": b"250 OK\r\n",
    "QUIT": b"221 bye\r\n",
}


class _Handler(socketserver.BaseRequestHandler):
    """Hands a connection to the server's own way of talking."""

    def handle(self) -> None:
        """Talk until somebody hangs up."""
        self.request.settimeout(10)
        with contextlib.suppress(OSError, ValueError):
            self.server.talk(self.request)  # type: ignore[attr-defined] # ours


class RawServer(socketserver.ThreadingTCPServer):
    """A server whose `talk` is given each connection."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.port = int(self.server_address[1])

    def talk(self, line: socket.socket) -> None:
        """Say something; what is raised ends the connection."""

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


def say(line: socket.socket, words: bytes) -> None:
    """Say words, or the same ones without end.

    Raises:
        ConnectionError: nobody listens any more, or we are to hang up.
    """
    if words.startswith(HANG_UP):
        raise ConnectionAbortedError
    if not words.startswith(ENDLESS):
        line.sendall(words)
        return
    for _ in range(200_000):
        line.sendall(words.removeprefix(ENDLESS) * 50)


class RawMail(RawServer):
    """A mail server that answers each step as it is told; `taken` counts whole messages."""

    def __init__(self, answers: Mapping[str, bytes]) -> None:
        super().__init__()
        self.answers = {**USUAL, **answers}
        self.taken = 0

    def talk(self, line: socket.socket) -> None:
        """Go through one session."""
        say(line, self.answers["banner"])
        for said in _lines(line):
            verb = said[:4].upper().decode("latin-1")
            if verb == "DATA":
                say(line, self.answers["DATA"])
                if self.answers["DATA"].startswith(b"354"):
                    self._message(line)
            else:
                say(line, self.answers.get(verb, b"500 what\r\n"))
            if verb == "QUIT":
                return

    def _message(self, line: socket.socket) -> None:
        data = b""
        while not data.endswith(b"\r\n.\r\n"):
            part = line.recv(65536)
            if not part:
                raise ConnectionAbortedError
            data += part
        self.taken += 1
        say(line, self.answers["dot"])


class RawWeb(RawServer):
    """A web server that answers any request with the same bytes."""

    def __init__(self, answer: bytes) -> None:
        super().__init__()
        self.answer = answer

    def talk(self, line: socket.socket) -> None:
        """Read a request's head and what is there of its body, and answer."""
        data = b""
        while b"\r\n\r\n" not in data:
            part = line.recv(65536)
            if not part:
                return
            data += part
        head, _, body = data.partition(b"\r\n\r\n")
        wanted = next(
            (int(h[15:]) for h in head.lower().split(b"\r\n") if h.startswith(b"content-length:")),
            0,
        )
        while len(body) < wanted:
            body += line.recv(65536)
        say(line, self.answer)


def _lines(line: socket.socket) -> Iterator[bytes]:
    data = b""
    while True:
        while b"\r\n" not in data:
            part = line.recv(4096)
            if not part:
                return
            data += part
        said, _, data = data.partition(b"\r\n")
        yield said
