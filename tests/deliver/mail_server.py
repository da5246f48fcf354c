"""A real mail server (aiosmtpd) on loopback that can be told to misbehave at any step."""

import asyncio
import ssl
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import Any, NamedTuple, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

DROP = "drop"

# Told of each step ("hello", "mail", "rcpt", "data", "body", "taken") and whose message it is;
# returns an answer of its own, DROP, or None for the usual answer. "taken" comes after the
# message counts as delivered and before the client is told.
Play = Callable[[str, str], str | None]


def behaved(step: str, address: str) -> str | None:
    """Answer everything as a good server does."""
    return None


class Delivered(NamedTuple):
    """A message the server has taken."""

    sender: str
    recipient: str
    options: tuple[str, ...]
    content: bytes

    @property
    def message(self) -> EmailMessage:
        """The message, parsed."""
        return BytesParser(policy=default).parsebytes(self.content)


class _Steps(SMTP):
    """aiosmtpd, asking the play at DATA as well."""

    play: Play

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's naming
        """Ask before the content is taken."""
        whose = (self.envelope.rcpt_tos or [""])[0] if self.envelope else ""
        answer = await _asked(self, self.play, "data", whose)
        if answer is not None:
            await self.push(answer)
            return
        await super().smtp_DATA(arg)


async def _asked(server: SMTP, play: Play, step: str, address: str) -> str | None:
    answer = play(step, address)
    if answer == DROP:
        assert isinstance(server.transport, asyncio.WriteTransport)
        server.transport.abort()
        await asyncio.sleep(3600)  # the connection is gone; the task ends with it
    return answer


class MailServer:
    """Runs in a thread of its own; `delivered` is what it has taken, in order."""

    def __init__(
        self,
        play: Play = behaved,
        *,
        context: ssl.SSLContext | None = None,
        implicit: bool = False,
        login: tuple[str, str] | None = None,
        **options: Any,
    ) -> None:
        self.play = play
        self.delivered: list[Delivered] = []
        self.sessions = 0
        self.logins = 0
        self.port = 0
        self._login = login
        self._tls = context if implicit else None
        self._options: dict[str, Any] = {
            "hostname": "mail.example.org",
            "enable_SMTPUTF8": True,
        } | options
        if context is not None and not implicit:
            self._options |= {"tls_context": context, "require_starttls": True}
        if login:
            # Of a connection that is encrypted from the start aiosmtpd does not know that it is.
            self._options |= {"authenticator": self._authenticate, "auth_required": not implicit}
            self._options |= {"auth_require_tls": not implicit}
        self._loop = asyncio.new_event_loop()
        self._ready: Future[int] = Future()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self.port = self._ready.result(timeout=10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=10)

    def got(self) -> list[str]:
        """Return the recipients of what was delivered, in order."""
        return [one.recipient for one in self.delivered]

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        started = self._loop.run_until_complete(
            self._loop.create_server(self._protocol, "127.0.0.1", 0, ssl=self._tls)
        )
        self._ready.set_result(started.sockets[0].getsockname()[1])
        self._loop.run_forever()
        started.close()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    def _protocol(self) -> SMTP:
        self.sessions += 1
        server = _Steps(self, loop=self._loop, **self._options)
        server.play = self.play
        return server

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        right = isinstance(data, LoginPassword) and self._login == (
            data.login.decode(),
            data.password.decode(),
        )
        self.logins += right
        return AuthResult(success=right, handled=False)

    # --- aiosmtpd's hooks ---

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's naming
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        """Greet."""
        session.host_name = hostname
        answer = await _asked(server, self.play, "hello", hostname)
        return [answer] if answer else responses

    async def handle_MAIL(  # noqa: N802 - the same
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a sender."""
        answer = await _asked(server, self.play, "mail", address)
        if answer:
            return answer
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 - the same
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient."""
        answer = await _asked(server, self.play, "rcpt", address)
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the same
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Take a message."""
        (recipient,) = envelope.rcpt_tos
        answer = await _asked(server, self.play, "body", recipient)
        if answer:
            return answer
        content = envelope.content
        assert isinstance(content, bytes)
        options = tuple(map(str, envelope.mail_options))
        self.delivered.append(Delivered(str(envelope.mail_from), recipient, options, content))
        return await _asked(server, self.play, "taken", recipient) or "250 taken"


def main() -> None:
    """Serve until standard input ends; print the port, then how many messages came."""
    with MailServer() as server:
        sys.stdout.write(f"{server.port}\n")
        sys.stdout.flush()
        sys.stdin.read()
        sys.stdout.write(f"{len(server.delivered)}\n")


if __name__ == "__main__":
    main()
