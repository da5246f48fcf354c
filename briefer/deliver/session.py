"""One connection to a mail server (smtplib), and how a message goes through it."""

import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Any, Literal, NamedTuple

from pydantic import SecretStr

from briefer.deliver.message import one_line
from briefer.errors import ConfigError, MailError
from briefer.text.hosts import is_loopback

MAX_LINES = 200  # of one answer
MAX_LINE = 8192  # bytes
GO_AHEAD = 354  # the answer to DATA
CLOSING = 421  # the server is about to hang up


class Server(NamedTuple):
    """A mail server and how to talk to it."""

    host: str
    port: int
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str | None = None
    password: SecretStr | None = None
    timeout: float = 60.0  # seconds for each step
    last_timeout: float = 600.0  # seconds for the answer to a message (RFC 5321, 4.5.3.2.6)
    context: ssl.SSLContext | None = None  # None: the machine's own certificates

    @property
    def place(self) -> str:
        """Host and port, for messages."""
        return f"the mail server {self.host}:{self.port}"


class Parcel(NamedTuple):
    """One recipient's message as it goes over the wire, without the dot that ends it."""

    id: int
    sender: str
    address: str
    head: bytes
    body: bytes

    @property
    def international(self) -> bool:
        """Whether only a server with SMTPUTF8 (RFC 6531) can take it."""
        return not self.address.isascii()


class SmtpReply(NamedTuple):
    """A server's answer."""

    code: int
    words: str

    @property
    def positive(self) -> bool:
        """Whether the server agrees."""
        return 200 <= self.code < 300

    @property
    def temporary(self) -> bool:
        """Whether it may agree later."""
        return 400 <= self.code < 500

    @property
    def final(self) -> bool:
        """Whether it refuses for good."""
        return 500 <= self.code < 600


class DroppedError(Exception):
    """The connection broke where nothing was at stake. `taken`: messages that went before."""

    def __init__(self, words: str, taken: int = 0) -> None:
        super().__init__(words)
        self.taken = taken


class UnreachableError(DroppedError):
    """There is no connection to the server just now."""


class UnsureError(DroppedError):
    """The connection broke after a message's dot: whether it was taken is not known."""


@contextmanager
def open_session(server: Server) -> Iterator["Session"]:
    """Connect, encrypt and log in; say goodbye at the end.

    Raises:
        UnreachableError: there is no connection just now.
        MailError: the server refuses for good, or can't do what the configuration asks for.
        ConfigError: a password would go over an open line.
    """
    try:
        smtp = _connected(server)
    except OSError as error:
        raise _explained(server, error) from error
    except ValueError as error:  # a login's challenge, or a host's name, that is none
        raise MailError(f"{server.place} can't be talked to: {one_line(str(error))}") from error
    try:
        yield Session(server, smtp)
        with suppress(OSError):
            smtp.quit()
    finally:
        smtp.close()


class Session:
    """A connection that is ready to send."""

    def __init__(self, server: Server, smtp: smtplib.SMTP) -> None:
        self.taken = 0  # messages the server has answered for
        self._server = server
        self._smtp = smtp
        if smtp.sock is not None:  # else the closing dot waits for the server's acknowledgement
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, parcel: Parcel, claim: Callable[[], None]) -> SmtpReply:
        """Send one message; `claim` is called right before the dot that ends it.

        Raises:
            DroppedError: the connection broke before the dot.
            UnsureError: it broke after it.
            MailError: the server refuses the sender, or any message of this size.
        """
        try:
            early = self._envelope(parcel)
            if early is not None:
                return early
            self._smtp.send(parcel.head + parcel.body)
        except OSError as error:
            raise DroppedError(_words(error), self.taken) from error
        claim()  # should it fail, the message is void without its dot
        try:
            reply = self._finish()
        except OSError as error:
            words = f"the connection broke before the server answered ({_words(error)})"
            raise UnsureError(words, self.taken) from error
        if not (reply.positive or reply.temporary or reply.final):
            raise UnsureError(
                f"the server's answer to the message is none: {reply.words}", self.taken
            )
        self.taken += 1
        return reply

    def _envelope(self, parcel: Parcel) -> SmtpReply | None:
        """Name sender and recipient and ask to go on; return the answer if it is no."""
        smtp = self._smtp
        if parcel.international and not smtp.has_extn("smtputf8"):
            return SmtpReply(
                553, "the server takes no address with letters beyond ASCII (SMTPUTF8)"
            )
        reply = _reply(*smtp.mail(parcel.sender, self._options(parcel)))
        if reply.final:
            raise MailError(
                f"{self._server.place} refuses mail from {parcel.sender}: {reply.words}"
            )
        if reply.positive:
            reply = _reply(*smtp.rcpt(parcel.address))
        if reply.positive:
            reply = _reply(*smtp.docmd("DATA"))
            if reply.code == GO_AHEAD:
                return None
        if reply.code == CLOSING or not (reply.temporary or reply.final):
            # That it agrees before it has the message is no answer either.
            raise smtplib.SMTPServerDisconnected(reply.words)
        with suppress(OSError):  # the answer stands; a broken line is noticed next time
            smtp.rset()
        return reply

    def _options(self, parcel: Parcel) -> list[str]:
        """Return the parameters of MAIL FROM.

        Raises:
            MailError: the message is larger than the server says it takes.
        """
        smtp = self._smtp
        options = ["SMTPUTF8", "BODY=8BITMIME"] if parcel.international else []
        if smtp.has_extn("size"):
            size = len(parcel.head) + len(parcel.body)
            most = smtp.esmtp_features["size"].strip()
            if most.isdecimal() and 0 < int(most) < size:
                raise MailError(
                    f"{self._server.place} takes messages of at most {int(most):,} bytes, this one "
                    f"has {size:,}: send it without attachments"
                )
            options.append(f"SIZE={size}")
        return options

    def _finish(self) -> SmtpReply:
        smtp = self._smtp
        if smtp.sock is not None:
            smtp.sock.settimeout(self._server.last_timeout)
        smtp.send(b".\r\n")
        reply = _reply(*smtp.getreply())
        if smtp.sock is not None:
            smtp.sock.settimeout(self._server.timeout)
        return reply


class _Answers(smtplib.SMTP):
    """Answers that end: in bytes, in lines and in time, however slowly they drip."""

    def getreply(self) -> tuple[int, bytes]:
        """Return the code (-1: it has none) and the words of the server's answer.

        Raises:
            SMTPServerDisconnected: there is no answer, or no end to it.
        """
        try:
            code, words = self._read()
        except OSError as error:
            self.close()
            said = f"Connection unexpectedly closed: {error}"
            raise smtplib.SMTPServerDisconnected(said) from error
        return code, words

    def _read(self) -> tuple[int, bytes]:
        if self.sock is None:
            raise OSError("not connected")
        if self.file is None:
            self.file = self.sock.makefile("rb")
        lines = _Lines(self.file, monotonic() + (self.sock.gettimeout() or 60.0))
        words: list[bytes] = []
        while len(words) < MAX_LINES:
            line = lines.next()
            words.append(line[4:].strip(b" \t\r\n"))
            code = int(line[:3]) if re.fullmatch(rb"[1-9][0-9][0-9]", line[:3]) else -1
            if code < 0 or line[3:4] != b"-":
                return code, b"\n".join(words)
        raise OSError("an answer without end")


class _Lines:
    """Lines that come until a moment; what comes in drops is read in drops."""

    def __init__(self, file: Any, end: float) -> None:
        self._file = file
        self._end = end

    def next(self) -> bytes:
        """Return the next line.

        Raises:
            OSError: the connection ended, or the line does not end in time.
        """
        line = b""
        while not line.endswith(b"\n"):
            held = self._file.peek(1)
            if not held:
                raise OSError("the connection ended")
            part = self._file.readline(min(len(held), MAX_LINE + 1 - len(line)))
            line += part
            if len(line) > MAX_LINE or monotonic() > self._end:
                raise OSError("an answer without end")
        return line


class _SecureLine(_Answers, smtplib.SMTP_SSL):
    """A connection that is encrypted from the start."""


def _connected(server: Server) -> smtplib.SMTP:
    _guard_password(server)
    # A host name of our own is not looked up: that can take half a minute without a name server.
    name, timeout = "localhost", server.timeout
    smtp: smtplib.SMTP
    if server.security == "tls":
        context = _context(server)
        smtp = _SecureLine(server.host, server.port, name, timeout=timeout, context=context)
    else:
        smtp = _Answers(server.host, server.port, name, timeout=timeout)
    try:
        smtp.local_hostname = _literal(smtp)
        smtp.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            smtp.starttls(context=_context(server))
        if server.username:
            password = server.password.get_secret_value() if server.password else ""
            smtp.login(server.username, password)
        smtp.ehlo_or_helo_if_needed()
    except BaseException:
        smtp.close()
        raise
    return smtp


def _context(server: Server) -> ssl.SSLContext:
    return server.context or ssl.create_default_context()


def _literal(smtp: smtplib.SMTP) -> str:
    """Return our own address as EHLO takes it (RFC 5321, 4.1.3)."""
    own = smtp.sock.getsockname()[0] if smtp.sock is not None else "127.0.0.1"
    return f"[IPv6:{own}]" if ":" in own else f"[{own}]"


def _guard_password(server: Server) -> None:
    if server.security == "none" and server.username and not is_loopback(server.host):
        raise ConfigError(
            f'smtp: the password would go to {server.host} in the clear: set security = "starttls" '
            'or "tls"'
        )


def _explained(server: Server, error: OSError) -> Exception:
    """Return what a failed start of a session means: for now, or for good."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return MailError(
            f"{server.place} shows a certificate that is not trusted "
            f"({one_line(error.verify_message)}): check smtp.host, or set SSL_CERT_FILE"
        )
    if isinstance(error, smtplib.SMTPAuthenticationError) and error.smtp_code >= 500:
        return MailError(
            f"{server.place} refuses the login of {server.username}: check smtp.username and "
            "BRIEFER_SMTP__PASSWORD"
        )
    if isinstance(error, smtplib.SMTPNotSupportedError):
        wanted = f'security = "{server.security}"' + (" and a login" if server.username else "")
        return MailError(f"{server.place} can't do what smtp asks for, {wanted}: {_words(error)}")
    if isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 500:
        return MailError(f"{server.place} refuses to serve us: {_words(error)}")
    return UnreachableError(f"{server.place} can't be reached: {_words(error)}")


def _words(error: OSError) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _reply(error.smtp_code, error.smtp_error).words
    return one_line(str(error)) or type(error).__name__


def _reply(code: int, words: bytes | str) -> SmtpReply:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return SmtpReply(code, one_line(f"{code} {text}", 300))
