"""Sending to a real server that does what servers do on bad days."""

import ssl
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Literal

import pytest
import trustme
from pydantic import SecretStr

from briefer.deliver.session import Parcel, Server
from briefer.deliver.smtp import Outcome, Pace, deliver
from briefer.errors import ConfigError, MailError
from tests.deliver.mail_server import DROP, MailServer, Play

QUICK = Pace(attempts=3, first_wait=0, longest_wait=0, jitter=0)
READERS = ("a@example.org", "b@example.org", "c@example.org")


class Book:
    """A ledger on no paper, and a listener."""

    def __init__(self) -> None:
        self.entries: list[tuple[int, str]] = []
        self.words: dict[int, str] = {}
        self.notes: list[str] = []
        self.advanced = 0

    def claim(self, parcel: int) -> None:
        """Write down that it is about to go."""
        self.entries.append((parcel, "sending"))

    def settle(self, parcel: int, outcome: Outcome, words: str) -> None:
        """Write down what became of it."""
        self.entries.append((parcel, outcome))
        self.words[parcel] = words

    def advance(self, count: int = 1) -> None:
        """Count."""
        self.advanced += count

    def note(self, message: str) -> None:
        """Keep the note."""
        self.notes.append(message)

    def ends(self) -> list[str]:
        """Return the last entry of each parcel, by number."""
        return [end for _, end in sorted(dict(self.entries).items())]


def parcels(*addresses: str) -> list[Parcel]:
    """Return a small message for each."""
    return [
        Parcel(n, "desk@example.org", address, f"To: {address}\r\n".encode(), b"\r\nWords.\r\n")
        for n, address in enumerate(addresses)
    ]


@pytest.fixture
def serve() -> Iterator[Callable[..., tuple[MailServer, Server]]]:
    """Start servers; all end with the test."""
    with ExitStack() as stack:

        def start(play: Play | None = None, **options: object) -> tuple[MailServer, Server]:
            given = {"play": play, **options} if play else options
            running = stack.enter_context(MailServer(**given))  # type: ignore[arg-type] # as given
            return running, Server("127.0.0.1", running.port, "none", timeout=5, last_timeout=5)

        yield start


Serve = Callable[..., tuple[MailServer, Server]]


def once(step: str, address: str, answer: str, times: int = 1) -> Play:
    """Return a play that gives `answer` at a step of a message, so many times."""
    left = Counter({(step, address): times})

    def play(at: str, whose: str) -> str | None:
        left[at, whose] -= 1
        return answer if left[at, whose] >= 0 else None

    return play


def test_one_session_serves_all(serve: Serve) -> None:
    """One message for each, claimed before its dot and settled after the answer."""
    server, place = serve()
    book = Book()
    deliver(parcels(*READERS), place, book, QUICK, book)
    assert server.got() == list(READERS)
    assert server.sessions == 1
    assert book.entries == [(n, word) for n in range(3) for word in ("sending", "sent")]
    assert book.advanced == 3
    assert server.delivered[0].content == b"To: a@example.org\r\n\r\nWords.\r\n"


@pytest.mark.parametrize("step", ["rcpt", "data", "body"])
def test_a_refusal_is_one_recipients_own(serve: Serve, step: str) -> None:
    """A 5xx at any step is kept with the server's words; the others are served, in one session."""
    server, place = serve(once(step, "b@example.org", "550 5.1.1 no such reader", 9))
    book = Book()
    deliver(parcels(*READERS), place, book, QUICK, book)
    assert server.got() == ["a@example.org", "c@example.org"]
    assert book.ends() == ["sent", "refused", "sent"]
    assert book.words[1] == "550 5.1.1 no such reader"
    assert server.sessions == 1


@pytest.mark.parametrize("step", ["rcpt", "data", "body"])
def test_what_is_put_off_is_tried_again(serve: Serve, step: str) -> None:
    """Greylisting: 451 twice, then taken; the others do not wait for it."""
    server, place = serve(once(step, "a@example.org", "451 4.7.1 come back later", 2))
    book = Book()
    deliver(parcels(*READERS), place, book, QUICK, book)
    assert server.got() == ["b@example.org", "c@example.org", "a@example.org"]
    assert book.ends() == ["sent"] * 3
    assert server.sessions == 3
    assert "come back later" in book.notes[0]


def test_what_is_put_off_for_ever_fails(serve: Serve) -> None:
    """The number of attempts is bounded, and the server's words are kept."""
    server, place = serve(once("rcpt", "b@example.org", "450 mailbox busy", 99))
    book = Book()
    deliver(parcels(*READERS), place, book, QUICK, book)
    assert book.ends() == ["sent", "failed", "sent"]
    assert book.words[1] == "450 mailbox busy"
    assert server.sessions == 3
    assert book.advanced == 3


@pytest.mark.parametrize("step", ["mail", "rcpt", "data"])
@pytest.mark.parametrize("answer", [DROP, "421 4.3.2 closing down"])
def test_a_drop_before_the_dot_is_tried_again(serve: Serve, step: str, answer: str) -> None:
    """Nothing was at stake: a new session goes on where the old one broke."""
    whose = "desk@example.org" if step == "mail" else "b@example.org"
    server, place = serve(once(step, whose, answer))
    book = Book()
    deliver(parcels(*READERS), place, book, QUICK, book)
    assert sorted(server.got()) == list(READERS)
    assert book.ends() == ["sent"] * 3


@pytest.mark.parametrize(("step", "arrived"), [("body", False), ("taken", True)])
def test_a_drop_after_the_dot_is_unsure(serve: Serve, step: str, arrived: bool) -> None:
    """Taken or not, we can't know: it is never sent again, and the others are."""
    server, place = serve(once(step, "b@example.org", DROP))
    book = Book()
    deliver(parcels(*READERS), place, book, QUICK, book)
    assert server.got() == [r for r in READERS if arrived or r != "b@example.org"]
    assert book.ends() == ["sent", "unsure", "sent"]
    assert "before the server answered" in book.words[1]


def test_a_server_that_drops_every_message_is_left_alone(serve: Serve) -> None:
    """After three sessions in vain the rest waits; not everyone becomes unsure at once."""
    everyone = [f"r{n}@example.org" for n in range(50)]
    server, place = serve(lambda step, whose: DROP if step == "body" else None)
    book = Book()
    deliver(parcels(*everyone), place, book, QUICK, book)
    assert server.got() == []
    assert Counter(book.ends()) == {"unsure": 9, "failed": 41}


def test_a_claim_that_fails_leaves_the_message_void(serve: Serve) -> None:
    """Should the disk be full, the dot is not sent: nothing arrives that is not written down."""
    server, place = serve()

    class Full(Book):
        def claim(self, parcel: int) -> None:
            """Fail."""
            raise OSError(28, "no space left on device")

    book = Full()
    with pytest.raises(OSError, match="no space"):
        deliver(parcels(*READERS), place, book, QUICK, book)
    assert server.got() == []


def test_no_server_fails_all_in_the_end(serve: Serve, unused_port: int) -> None:
    """Nobody listens: each attempt is one connection, and the messages keep the reason."""
    book = Book()
    place = Server("127.0.0.1", unused_port, "none", timeout=5)
    deliver(parcels(*READERS), place, book, QUICK, book)
    assert book.ends() == ["failed"] * 3
    assert "can't be reached" in book.words[0]
    assert len(book.notes) == 2


def test_a_refused_sender_stops_everything(serve: Serve) -> None:
    """It is not the recipients' fault: they stay queued."""
    server, place = serve(once("mail", "desk@example.org", "553 not your address", 9))
    book = Book()
    with pytest.raises(MailError, match="not your address"):
        deliver(parcels(*READERS), place, book, QUICK, book)
    assert book.entries == []
    assert server.got() == []


def test_a_message_too_large_is_said_before_it_is_sent(serve: Serve) -> None:
    """The server's SIZE is read, and the message names both figures."""
    server, place = serve(data_size_limit=20)
    book = Book()
    with pytest.raises(MailError, match=r"at most 20 bytes.*without attachments"):
        deliver(parcels(*READERS), place, book, QUICK, book)
    assert server.got() == []


def test_letters_beyond_ascii_need_a_server_that_takes_them(serve: Serve) -> None:
    """With SMTPUTF8 the address is served, without it refused in clear words."""
    server, place = serve()
    book = Book()
    deliver(parcels("пример@example.org"), place, book, QUICK, book)
    assert server.got() == ["пример@example.org"]
    assert "SMTPUTF8" in server.delivered[0].options
    _, plain = serve(enable_SMTPUTF8=False)
    book = Book()
    deliver(parcels("пример@example.org", "a@example.org"), plain, book, QUICK, book)
    assert book.ends() == ["refused", "sent"]
    assert "SMTPUTF8" in book.words[0]


# --- encryption and login ---


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """Return a certificate authority of our own."""
    return trustme.CA()


@pytest.fixture(scope="module")
def certificate(authority: trustme.CA) -> ssl.SSLContext:
    """Return a server's certificate for 127.0.0.1."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture(scope="module")
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    """Return a client's context that trusts the authority."""
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_encrypted_with_login(
    serve: Serve,
    certificate: ssl.SSLContext,
    trusting: ssl.SSLContext,
    security: Literal["starttls", "tls"],
) -> None:
    """STARTTLS and TLS from the start, certificate checked, logged in."""
    server, place = serve(
        context=certificate, implicit=security == "tls", login=("desk", "pass word")
    )
    place = place._replace(
        security=security, context=trusting, username="desk", password=SecretStr("pass word")
    )
    book = Book()
    deliver(parcels(*READERS), place, book, QUICK, book)
    assert server.got() == list(READERS)
    assert server.logins == 1


def test_a_wrong_password_is_said_and_never_shown(
    serve: Serve, certificate: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    """The message names the setting, not the secret, whatever the server echoes."""
    server, place = serve(context=certificate, login=("desk", "right"))
    place = place._replace(
        security="starttls", context=trusting, username="desk", password=SecretStr("hunter2")
    )
    book = Book()
    with pytest.raises(MailError, match="BRIEFER_SMTP__PASSWORD") as caught:
        deliver(parcels(*READERS), place, book, QUICK, book)
    assert "hunter2" not in f"{caught.value!r}{caught.value.__cause__!r}{place!r}"
    assert server.got() == []


def test_a_certificate_nobody_vouches_for_is_refused(
    serve: Serve, certificate: ssl.SSLContext
) -> None:
    """No mail goes to whoever sits in between, and it is not tried again and again."""
    server, place = serve(context=certificate)
    book = Book()
    with pytest.raises(MailError, match="not trusted"):
        deliver(parcels(*READERS), place._replace(security="starttls"), book, QUICK, book)
    assert server.sessions == 1


def test_no_starttls_no_mail(serve: Serve, trusting: ssl.SSLContext) -> None:
    """A server without encryption is never spoken to in the clear instead."""
    server, place = serve()
    book = Book()
    with pytest.raises(MailError, match=r'security = "starttls"'):
        deliver(
            parcels(*READERS),
            place._replace(security="starttls", context=trusting),
            book,
            QUICK,
            book,
        )
    assert server.got() == []


def test_a_password_never_goes_in_the_clear() -> None:
    """Without encryption a login is for this machine only; nothing is connected to."""
    place = Server("mail.example.org", 25, "none", username="desk", password=SecretStr("x"))
    book = Book()
    with pytest.raises(ConfigError, match="in the clear"):
        deliver(parcels(*READERS), place, book, QUICK, book)
